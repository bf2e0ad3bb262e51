// What helps while a form is filled in. Every form works without this script.

// Milliseconds after which a form may be sent again, as the first request may have failed.
const RESUBMIT_AFTER = 3000;

/** Shows only those fields of a key result, in its form or its row of a preview, that the chosen kind
 *  uses. */
export function showFieldsOfKind(root) {
  for (const choice of root.querySelectorAll("[data-kinds]")) {
    const fields = choice.closest("[data-edit], form").querySelectorAll("[data-for]");
    const show = () => {
      for (const field of fields) field.hidden = !field.dataset.for.split(" ").includes(choice.value);
    };
    choice.addEventListener("change", show);
    show();
  }
}

/** Ignores the second click of a double click. The server deduplicates forms that create something;
 *  an invitation, which is shown only once, relies on this. Forms sent in place are left out. */
export function preventDoubleSubmit(root) {
  const sent = new WeakMap();
  root.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.timeStamp - (sent.get(event.target) ?? -Infinity) < RESUBMIT_AFTER) event.preventDefault();
    else sent.set(event.target, event.timeStamp);
  });
}

/** Ticks the box of an objective at the first letter of the reason typed beside it. */
export function selectExplainedObjectives(root) {
  root.addEventListener("input", (event) => {
    const reason = event.target;
    if (!reason.name?.startsWith("because-") || reason.dataset.begun || !reason.value) return;
    reason.dataset.begun = "1"; // Only once: the box may be unticked afterwards.
    reason.closest(".admin-alignment").querySelector("[name=serves]").checked = true;
  });
}
