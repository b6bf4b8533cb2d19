/* Keeps times and places of races from whoever wants so, from the first moment that the page is seen. */

{
  const KEY = "spoilers";
  const turn = (choice) => document.documentElement.classList.toggle("spoiler-free", choice === "hide");

  document.documentElement.classList.add("has-spoiler-switch");
  try {
    turn(localStorage.getItem(KEY));
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-spoilers]")?.dataset.spoilers;
    if (!choice) return;
    turn(choice);
    document.querySelector(`.spoilers__${choice === "hide" ? "show" : "hide"}`)?.focus();
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // The same.
    }
  });
}
