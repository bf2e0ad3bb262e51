// The page that carries over: whoever chooses a key result, or where it goes, means its objective.

/** Ticks the objective of a key result that is ticked, or sent into another one. */
export function tickObjectives(root) {
  root.addEventListener("change", (event) => {
    const chosen = event.target;
    if (!chosen.closest("[data-carry] .admin-comes") || !(chosen.checked ?? chosen.value)) return;
    chosen.closest(".admin-serves").querySelector("[name=objective]").checked = true;
  });
}
