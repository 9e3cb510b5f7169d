// A new run that could not be sent waits here, is sent when the network is back, and saved once:
// the form's own uid tells the server that it has it already.
const keyOf = (runner, uid) => `gaitlog:${runner}:outbox:${uid}`;
const waiting = (runner) => Object.keys(localStorage).filter((key) => key.startsWith(keyOf(runner, "")));

function tell(text, href) {
  const flash = document.createElement("div"), words = document.createElement("p");
  flash.className = "flash";
  flash.setAttribute("role", "status");
  words.textContent = text;
  if (href) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = "Look at it";
    words.append(" ", link);
  }
  flash.append(words);
  document.getElementById("flash").replaceChildren(flash);
}

export function fillOutbox(runner) {
  const tellsItself = ({ target }) => target.matches?.("form[data-files]");
  const keep = (event) => {
    if (tellsItself(event)) return;
    const form = event.target.closest?.("form[data-outbox]");
    if (!form) return tell("There is no network: that was not saved. Try again when it is back.");
    const uid = form.elements.uid?.value, isNew = uid && !form.elements.version?.value;
    if (!isNew) return tell("There is no network. What you typed is kept; save again when it is back.");
    const body = new URLSearchParams(new FormData(form));
    body.delete("csrfmiddlewaretoken");
    localStorage.setItem(keyOf(runner, uid), JSON.stringify({ url: form.getAttribute("hx-post"), draft: form.dataset.draft, body: body.toString() }));
    tell("There is no network. The run is kept on this device and saved as soon as it is back.");
  };
  document.addEventListener("htmx:sendError", keep);
  document.addEventListener("htmx:timeout", keep);
  document.addEventListener("htmx:responseError", (event) => tellsItself(event) || tell("That did not work, and nothing was changed. Load the page again and try once more."));
}

async function send(runner, key) {
  const { url, draft = "run-new", body } = JSON.parse(localStorage.getItem(key));
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await fetch(url, { method: "POST", body, headers });
  const to = answer.headers.get("HX-Redirect");
  if (to?.startsWith("/login/")) return;
  if (to) {
    localStorage.removeItem(key);
    localStorage.removeItem(`gaitlog:${runner}:draft:${draft}`);
    if (document.querySelector("form[data-outbox]")) location.assign(to);
    else tell("The run that was waiting for a network is saved.", to);
  } else if (answer.status === 422) {
    localStorage.setItem(`gaitlog:${runner}:draft:${draft}`, JSON.stringify([...new URLSearchParams(body)]));
    localStorage.removeItem(key);
    tell("A run that was waiting needs a look before it can be saved.", url);
  }
}

export function emptyOutbox(runner) {
  let busy = false;
  const empty = async () => {
    if (busy || !navigator.onLine) return;
    busy = true;
    try {
      for (const key of waiting(runner)) await send(runner, key);
    } catch {
      // Still no network: the next try is made when it returns.
    } finally {
      busy = false;
    }
  };
  addEventListener("online", empty);
  setInterval(() => waiting(runner).length && empty(), 15000);
  empty();
}
