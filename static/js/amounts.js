// A short amount is chosen whole as it is entered, so that typing replaces it. A second tap places the caret.
const SHORT = "input:is([data-amount], [inputmode=decimal], [inputmode=numeric])";

export function chooseAmounts() {
  let fresh, left, before;
  document.addEventListener("pointerdown", () => (fresh = null), true);
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches(SHORT) || target === left) return;
    target.select();
    fresh = target;
    before = target.value;
  });
  // A tap or click puts the caret after it has given the focus, on iOS even after the click.
  document.addEventListener("click", ({ target }) => {
    if (target !== fresh) return;
    fresh = null;
    setTimeout(() => {
      const dragged = target.selectionStart !== target.selectionEnd;
      const typed = target.value !== before;
      if (document.activeElement === target && !dragged && !typed) target.select();
    });
  });
  // Back from another window, the caret is where it was.
  document.addEventListener("focusout", ({ target }) => (left = document.activeElement === target ? target : null));
}
