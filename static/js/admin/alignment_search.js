// The search among the objectives that an objective may serve. Without it every group can be opened.

// With fewer choices than this a search helps nobody.
const MANY = 7;

/** Shows only the objectives whose title or team has what is typed; those ticked always stay. */
export function searchObjectives(root) {
  const search = root.querySelector(".admin-alignment-search");
  const groups = [...root.querySelectorAll(".admin-alignment-group")];
  if (!search || root.querySelectorAll(".admin-alignment").length < MANY) return;
  search.hidden = false;
  const wasOpen = groups.map((group) => group.open);
  const show = () => {
    const wanted = plain(search.querySelector("input").value);
    groups.forEach((group, at) => {
      const team = plain(group.querySelector("summary").textContent);
      const matches = [...group.querySelectorAll(".admin-alignment")].filter((choice) => {
        const isTicked = choice.querySelector("[name=serves]").checked;
        const isMatch = isTicked || team.includes(wanted) || plain(choice.textContent).includes(wanted);
        choice.hidden = !isMatch;
        return isMatch;
      });
      group.hidden = matches.length === 0;
      group.open = wanted ? true : wasOpen[at];
    });
  };
  search.addEventListener("input", show);
  // Enter in the search would save the form.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
