// What is typed is kept in the browser until the server has it: a reload or a log-in loses nothing.
const PREFIX = "gaitlog:";
const LEFT_OUT = ["csrfmiddlewaretoken", "version"];

const keyOf = (runner, form) => `${PREFIX}${runner}:draft:${form.dataset.draft || location.pathname}`;
const entriesOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.includes(name));

function fill(form, entries) {
  const values = Map.groupBy ? Map.groupBy(entries, ([name]) => name) : entries.reduce((map, entry) => map.set(entry[0], [...(map.get(entry[0]) ?? []), entry]), new Map());
  for (const field of form.elements) {
    if (!field.name || LEFT_OUT.includes(field.name)) continue;
    const typed = (values.get(field.name) ?? []).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = typed.includes(field.value);
    else if (typed.length && field.type !== "file" && field.value !== typed[0]) {
      field.value = typed[0];
      field.closest("details")?.setAttribute("open", "");
    }
  }
}

function say(form, text, button) {
  const note = document.createElement("p"), more = document.createElement("button");
  note.className = "note draft";
  note.setAttribute("role", "status");
  more.type = "button";
  more.className = "btn plain";
  more.textContent = button;
  note.append(text, " ", more);
  form.prepend(note);
  return more;
}

function restore(runner, form) {
  const key = keyOf(runner, form), kept = localStorage.getItem(key);
  if (!kept || form.querySelector(".problems")) return; // a refused form comes with what was typed
  const typed = JSON.parse(kept);
  const shape = (entries) => JSON.stringify(entries.filter(([name]) => name !== "uid"));
  if (shape(typed) === shape(entriesOf(form))) return;
  fill(form, typed);
  // htmx listens only once the page has loaded.
  const understand = () => form.querySelector("textarea[hx-get]")?.dispatchEvent(new Event("understand"));
  document.readyState === "complete" ? understand() : addEventListener("load", understand);
  say(form, "What you had typed is back.", "Start afresh").addEventListener("click", () => {
    localStorage.removeItem(key);
    location.reload();
  });
}

export function keepDrafts(runner) {
  let waiting;
  const keep = (after) => ({ target }) => {
    const form = target.closest?.("form[data-draft]");
    if (!form) return;
    clearTimeout(waiting);
    const write = () => localStorage.setItem(keyOf(runner, form), JSON.stringify(entriesOf(form)));
    after ? (waiting = setTimeout(write, after)) : write();
  };
  document.addEventListener("input", keep(200));
  document.addEventListener("submit", keep(0), true);
  document.addEventListener("htmx:beforeOnLoad", ({ target, detail }) => {
    const form = target.closest?.("form[data-draft]");
    if (!form || !detail.xhr.getResponseHeader("HX-Redirect")) return;
    clearTimeout(waiting);
    // Sent to the log-in page, the draft stays; anywhere else, the server has it.
    if (!detail.xhr.getResponseHeader("HX-Redirect").startsWith("/login/")) localStorage.removeItem(keyOf(runner, form));
  });
  for (const form of document.querySelectorAll("form[data-draft]")) restore(runner, form);
}

export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
