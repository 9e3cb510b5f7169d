// What every page needs. All listening is done on the document, so swapped-in parts work at once.
import { chooseAmounts } from "./amounts.js";
import { keepDrafts, forgetDrafts } from "./drafts.js";
import { emptyOutbox, fillOutbox } from "./outbox.js";

const runner = document.body.dataset.runner;

for (const form of document.querySelectorAll("[data-guess-zone]")) {
  form.elements.time_zone.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// A list of choices is applied at once; without this there is a button.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-apply]")) event.target.form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.querySelector(button.dataset.copy).textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(document.querySelector(button.dataset.copy));
  }
});

// Whoever signs out leaves nothing typed behind on the device.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-clear-on-logout]")) forgetDrafts();
});

// A refused form is shown where it is wrong; its list of what is wrong, with links, needs no script.
function showFault(part) {
  const list = part.querySelector(".problems"), wrong = part.querySelector("form [aria-invalid=true]") ?? list;
  if (!wrong || !list) return;
  for (let fold = wrong.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  wrong.focus({ preventScroll: true });
  (wrong.closest(".field, tr") ?? wrong).scrollIntoView({ block: "center" });
}
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (detail.xhr?.status === 422) showFault(target.parentElement);
});

chooseAmounts();
if (runner) {
  keepDrafts(runner);
  fillOutbox(runner);
  emptyOutbox(runner);
}
showFault(document);
