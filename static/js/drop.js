// Watch files: dropped anywhere on the page, sent as soon as they are chosen, with how far it is.
const form = () => document.querySelector("form[data-files]");
const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

function over(event, is) {
  if (!hasFiles(event) || !form()) return;
  event.preventDefault();
  form().querySelector(".drop").classList.toggle("over", is);
}

function send(input) {
  const most = Number(input.dataset.most), many = input.files.length > most;
  input.setCustomValidity(many ? `Those are ${input.files.length} files. Import up to ${most} at once.` : "");
  if (!input.reportValidity() || !input.files.length) return;
  input.form.requestSubmit();
}

document.addEventListener("dragover", (event) => over(event, true));
document.addEventListener("dragleave", (event) => event.relatedTarget || over(event, false));
document.addEventListener("drop", (event) => {
  over(event, false);
  const input = form()?.elements.files;
  if (!input || !event.dataTransfer?.files.length) return;
  input.files = event.dataTransfer.files;
  send(input);
});
document.addEventListener("change", ({ target }) => target.form === form() && target.name === "files" && send(target));

document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const shown = target.closest?.("form[data-files]")?.querySelector("[data-progress]");
  if (!shown || !detail.lengthComputable) return;
  const bar = shown.querySelector("progress"), words = shown.querySelector("p");
  const sent = detail.loaded / detail.total;
  shown.hidden = false;
  if (sent < 1) bar.value = 100 * sent;
  else bar.removeAttribute("value");
  words.textContent = sent < 1 ? "Sending the files" : "Reading the files";
});
document.addEventListener("htmx:sendError", ({ target }) => {
  const shown = target.closest?.("form[data-files]")?.querySelector("[data-progress]");
  if (!shown) return;
  shown.querySelector("progress").value = 0;
  shown.querySelector("p").textContent = "The files did not arrive. Send them again when the network is back.";
});
