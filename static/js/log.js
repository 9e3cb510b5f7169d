// The log form: ready-made patterns, and putting a run together by buttons. The text is the truth.
const text = () => document.getElementById("id_phrase");
const show = () => text().dispatchEvent(new Event("understand"));

function write(phrase) {
  text().value = phrase;
  text().dispatchEvent(new Event("input", { bubbles: true }));
  show();
}

// A whole-run phrase gives way to the first section that is added.
const add = (part) => write(/^\s*(all\b.*)?$/i.test(text().value) ? part : `${text().value.trim()}, ${part}`);
const value = (id) => document.getElementById(id).value.trim().replace(",", ".");

const minutes = (id) => value(id).replace(/^[\d.]+$/, "$& min");

const build = {
  section: () => add(`${minutes("build-minutes")} ${document.querySelector("[name=build-gait]:checked").value}`),
  alternate: () => add(`${value("build-times")}x(${minutes("build-on")} ${document.querySelector("[name=build-gait]").value} / ${minutes("build-off")} natural)`),
  back: () => write(text().value.split(/,\s+/).slice(0, -1).join(", ")),
  clear: () => write(""),
};

function ready() {
  for (const builder of document.querySelectorAll("[data-builder]")) builder.hidden = false;
  // With the script at work the chips write into the text and are not sent themselves.
  for (const chip of document.querySelectorAll("[data-patterns] input")) {
    chip.name = "";
    chip.checked = chip.value === text().value;
  }
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-patterns] input")) return;
  for (const chip of document.querySelectorAll("[data-patterns] input")) chip.checked = chip === target;
  write(target.value);
});
document.addEventListener("input", ({ target }) => {
  // What would shorten the plan as it was goes at once; the guard offers it anew.
  if (["id_phrase", "id_time", "id_distance_m", "id_on"].includes(target.id)) document.querySelector("[data-phrase]")?.remove();
  if (target.id !== "id_phrase") return;
  for (const chip of document.querySelectorAll("[data-patterns] input")) chip.checked = chip.value === target.value;
});
document.addEventListener("click", ({ target }) => target.dataset.phrase && write(target.dataset.phrase));
document.addEventListener("click", ({ target }) => build[target.closest("[data-build]")?.dataset.build]?.());

// What is understood now is no longer wrong: its red goes, and the ways out of it.
function understood() {
  for (const id of ["id_time", "id_distance_m", "id_pace", "id_phrase"]) {
    const field = document.getElementById(id);
    if (!field?.matches("[aria-invalid]")) continue;
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    field.closest(".field").classList.remove("invalid");
    document.getElementById(`${id}_error`)?.remove();
    document.querySelector(`.problems a[href="#${id}"]`)?.closest("li").remove();
  }
  document.querySelector(".fixes")?.remove();
  const list = document.querySelector(".problems ul");
  if (list && !list.closest(".problems").querySelector("li, p")) list.closest(".problems").remove();
}

document.addEventListener("htmx:afterSettle", ({ target }) => {
  ready();
  if (target.id === "preview" && target.querySelector(".num")) understood();
});
ready();
