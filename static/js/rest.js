// The rest between two parts of a practice: counted to a moment, so that a locked phone loses nothing.
const rest = document.querySelector("[data-rest]"), shown = rest.querySelector("output");
let end = 0, ticking;

function show() {
  const left = Math.ceil((end - Date.now()) / 1000);
  shown.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "Go on";
  if (left > 0) return;
  clearInterval(ticking);
  navigator.vibrate?.([200, 100, 200]);
}

rest.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  end = Date.now() + 1000 * button.value;
  clearInterval(ticking);
  ticking = setInterval(show, 250);
  show();
});
rest.hidden = false;
