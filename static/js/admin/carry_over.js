// The carry-over page: choosing a key result, or its destination, selects its objective too.

/** Ticks the objective of a key result that is ticked or moved to a different objective. */
export function selectCarriedObjectives(root) {
  root.addEventListener("change", (event) => {
    const chosen = event.target;
    if (!chosen.closest("[data-carry] .admin-destination") || !(chosen.checked ?? chosen.value)) return;
    chosen.closest(".admin-alignment").querySelector("[name=objective]").checked = true;
  });
}
