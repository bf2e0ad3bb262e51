// One key answers the question about an unusual value: the letter shown beside the answer. Enter
// does nothing, because the Enter that saved may bounce.

/** Answers by key while the focus is in a question. */
export function answerByKey(root) {
  root.addEventListener("keydown", (event) => {
    if (event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
    const question = event.target.closest?.("[data-question]");
    const answer = [...(question?.querySelectorAll("[aria-keyshortcuts]") ?? [])].find(
      (each) => each.getAttribute("aria-keyshortcuts") === event.key.toUpperCase(),
    );
    if (!answer) return;
    event.preventDefault();
    if (answer.hash) document.getElementById(answer.hash.slice(1)).focus();
    else answer.click();
  });
}
