// Slips to be printed: a button does it, where scripts run.

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
