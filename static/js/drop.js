// Watch files: dropped anywhere on the page, sent as soon as they are chosen, with how far it is.
// The button says what is true: choose files, they are on their way, or send them again.
const form = () => document.querySelector("form[data-files]");
const part = (name) => form().querySelector(name);
const isBusy = () => form()?.getAttribute("aria-busy") === "true";
const names = (files) => (files.length > 3 ? `${files.length} files` : [...files].map(({ name }) => name).join(", "));

function say(words) {
  const said = document.getElementById("import-said");
  if (said.textContent !== words) said.textContent = words;
}

function fault(words) {
  const shown = part("#files-fault");
  shown.textContent = words;
  shown.hidden = !words;
}

// Nothing is on its way. Files that did not arrive stay chosen.
function rest() {
  const { files: input } = form().elements, button = part("button"), { files } = input;
  form().removeAttribute("aria-busy");
  input.disabled = button.disabled = false;
  input.hidden = part("progress").hidden = true;
  part("[data-auto]").hidden = false;
  part("[data-chosen]").hidden = !files.length;
  part("[data-chosen]").textContent = names(files);
  button.type = files.length ? "submit" : "button";
  button.textContent = files.length ? (files.length > 1 ? "Send them again" : "Send it again") : button.dataset.choose;
}

function onItsWay(words) {
  part("button").textContent = `${words}…`;
  say(words);
}

function send() {
  const { files: input } = form().elements, count = input.files.length, most = Number(input.dataset.most);
  if (!count) return;
  fault(count > most ? `Those are ${count} files. Import up to ${most} at once.` : "");
  if (count > most) input.value = "";
  rest();
  if (input.files.length) form().requestSubmit();
}

function over(event, is) {
  if (!form() || ![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
  event.preventDefault(); // or the browser would leave the page for the file
  part(".drop").classList.toggle("over", is && !isBusy());
}

document.addEventListener("dragover", (event) => over(event, true));
document.addEventListener("dragleave", (event) => event.relatedTarget || over(event, false));
document.addEventListener("drop", (event) => {
  over(event, false);
  if (!form() || isBusy() || !event.dataTransfer?.files.length) return;
  form().elements.files.files = event.dataTransfer.files;
  send();
});
document.addEventListener("change", ({ target }) => target.matches("form[data-files] [name=files]") && send());
document.addEventListener("click", ({ target }) => target.matches("form[data-files] button[type=button]") && form().elements.files.click());
addEventListener("beforeunload", (event) => isBusy() && event.preventDefault());

const ours = (handle) => ({ target, detail }) => target.matches?.("form[data-files]") && handle(detail);
document.addEventListener("htmx:beforeSend", ours(() => {
  const { files: input } = form().elements, bar = part("progress");
  fault("");
  form().setAttribute("aria-busy", "true");
  input.disabled = part("button").disabled = true;
  part("[data-chosen]").hidden = false;
  part("[data-chosen]").textContent = names(input.files);
  bar.value = 0;
  bar.hidden = false;
  onItsWay("Sending the files");
}));
document.addEventListener("htmx:xhr:progress", ours(({ lengthComputable, loaded, total }) => {
  if (!lengthComputable || !isBusy()) return;
  if (loaded < total) return (part("progress").value = (100 * loaded) / total);
  part("progress").removeAttribute("value");
  onItsWay("Reading the files");
}));
document.addEventListener("htmx:beforeOnLoad", ours(() => form().removeAttribute("aria-busy")));

const failed = (words) => ours(() => {
  rest();
  say("");
  fault(words(names(form().elements.files.files)));
});
const unreachable = failed((files) => `${files} did not arrive. Send again when the network is back.`);
document.addEventListener("htmx:sendError", unreachable);
document.addEventListener("htmx:timeout", unreachable);
document.addEventListener(
  "htmx:responseError",
  failed((files) => `The server did not get through ${files}. Send again: what is in the log already is not taken twice.`),
);

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "import") return;
  rest();
  const result = target.querySelector("[data-result]");
  say(result?.nextElementSibling.textContent ?? "");
  result?.focus();
});
rest();
