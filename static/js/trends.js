// Tap, drag, step or arrow keys choose a week; without this module the table holds the same numbers.
function attach(chart) {
  if (chart.dataset.attached) return;
  chart.dataset.attached = "yes";
  const part = chart.closest("section"), out = part.querySelector("output"), band = chart.querySelector("[data-sel]");
  const { names, spans } = JSON.parse(part.querySelector("script[type='application/json']").textContent);
  const area = chart.querySelector(".bands");
  let at = spans.length - 1;

  const cell = ({ name, unit, is_pose }, value) => {
    const div = document.createElement("div"), dt = document.createElement("dt"), dd = document.createElement("dd"), b = document.createElement("b");
    dt.textContent = name;
    b.className = is_pose ? "num is-pose" : "num";
    b.textContent = value;
    dd.append(b, unit ? ` ${unit}` : "");
    div.append(dt, dd);
    return div;
  };

  const link = (words, url) => {
    const a = document.createElement("a");
    a.href = url;
    a.textContent = words;
    return a;
  };

  function show(index) {
    at = Math.max(0, Math.min(spans.length - 1, index));
    const [words, url, said, values] = spans[at], title = document.createElement("strong"), list = document.createElement("dl"), note = document.createElement("span");
    band.setAttribute("x", `${(at * 100) / spans.length}%`);
    band.removeAttribute("hidden");
    title.append(url ? link(words, url) : words);
    list.append(...names.flatMap((name, place) => (values[place] ? cell(name, values[place]) : [])));
    note.textContent = said;
    out.replaceChildren(title, list, note);
  }

  const from = (event) => {
    const box = area.getBoundingClientRect();
    show(Math.floor(((event.clientX - box.left) / box.width) * spans.length));
  };
  chart.addEventListener("pointerdown", from);
  chart.addEventListener("pointermove", (event) => {
    if (event.buttons || event.pointerType === "mouse") from(event);
  });
  chart.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: spans.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });
  for (const step of part.querySelectorAll("[data-step]")) {
    step.hidden = false;
    step.addEventListener("click", () => show(at + Number(step.dataset.step)));
  }
}

// The chart grows and shrinks above the chip that was tapped: the chip stays where it is on the screen.
let before;
const topOf = ({ requestConfig }) => document.getElementById(requestConfig?.elt.id)?.getBoundingClientRect().top;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  before = topOf(detail);
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const moved = topOf(detail) - before;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
});

const ready = () => document.querySelectorAll("[data-weeks]").forEach(attach);
document.addEventListener("htmx:afterSettle", ready);
ready();
