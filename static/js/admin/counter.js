// Says how many characters a field still takes, below it.

/** Connects every counter of a page with its field, which has a maxlength. */
export function countCharacters(root) {
  for (const counter of root.querySelectorAll("[data-counts]")) connect(counter);
}

function connect(counter) {
  const field = document.getElementById(counter.dataset.counts);
  const show = () => {
    const left = field.maxLength - field.value.length;
    counter.textContent = counter.dataset.text.replace("{left}", left);
  };
  counter.hidden = false;
  field.addEventListener("input", show);
  show();
}
