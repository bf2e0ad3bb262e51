// The key result's form: of all fields, only those that the chosen kind uses are shown. Without
// this script all are, each with its hint.

/** Shows the fields of the chosen kind, now and whenever another is chosen. */
export function kindFields(root) {
  const choice = root.querySelector("[data-kinds]");
  if (!choice) return;
  const show = () => {
    for (const field of root.querySelectorAll("[data-for]")) {
      field.hidden = !field.dataset.for.split(" ").includes(choice.value);
    }
  };
  choice.addEventListener("change", show);
  show();
}
