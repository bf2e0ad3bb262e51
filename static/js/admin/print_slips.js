// The print button of the slips, which only works with scripts.

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
