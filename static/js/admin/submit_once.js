// Two clicks on a button are one wish: a form just sent is not sent again. What forms for something
// new make is made once by the server as well; an invitation, which is shown, has only this. After
// three seconds it may be sent, for the first may have been stopped.
const PATIENCE = 3000;

/** Holds back what is sent twice at once; what is sent in place looks after itself. */
export function sendOnce(root) {
  const sent = new WeakMap();
  root.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.timeStamp - (sent.get(event.target) ?? -Infinity) < PATIENCE) event.preventDefault();
    else sent.set(event.target, event.timeStamp);
  });
}
