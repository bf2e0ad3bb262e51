// The objective's form: whoever writes a reason means the objective beside it, so its box is ticked.

/** Ticks the box beside a reason at its first letter. */
export function tickReasons(root) {
  root.addEventListener("input", (event) => {
    const reason = event.target;
    if (!reason.name?.startsWith("because-") || reason.dataset.begun || !reason.value) return;
    reason.dataset.begun = "1"; // Whoever unticks it afterwards is not contradicted.
    reason.closest(".admin-serves").querySelector("[name=serves]").checked = true;
  });
}
