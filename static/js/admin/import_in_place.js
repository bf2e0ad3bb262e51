// The form of the import is sent in place: the preview follows each answer, with the focus where it
// was, and what is typed stays, whether the server answers or not. Without this script, pages load.
import { showFieldsOfKind } from "./forms.js";
import { morph } from "../shared/morph.js";

const NOTICES = ["import-offline", "import-logged-out", "import-too-much"];
const NEXT_PAGE = "X-Next-Page";

/** Sends the form to import OKRs in place. */
function sendInPlace(form) {
  const sender = new Sender(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sender.send(event.submitter ?? form.elements.again);
  });
  form.addEventListener("change", (event) => {
    const isAnswer = event.target.closest("#decisions, #import-choices");
    if (isAnswer && document.getElementById("import-preview")) sender.follow();
  });
  // A page that the browser has kept, gone back to: it can be sent again.
  addEventListener("pageshow", () => sender.stop());
}

class Sender {
  constructor(form) {
    this.form = form;
    this.sending = null; // the button
    this.isOld = false; // whether there is a newer answer than the one that is sent
    this.waiting = null; // a button that was pressed meanwhile
  }

  /** Brings the preview up to date with an answer. */
  follow() {
    this.isOld = true;
    if (!this.sending) this.send(this.form.elements.again);
  }

  stop() {
    this.sending = null;
    this.form.removeAttribute("aria-busy");
  }

  async send(button) {
    if (this.sending) return this.wait(button);
    if (isTooMuch(this.form)) return showNotice(this.form, "import-too-much");
    const sending = (this.sending = { button });
    this.form.setAttribute("aria-busy", "true");
    do {
      this.isOld = false;
      const answer = await post(this.form, button);
      if (this.sending !== sending) return;
      const isLeaving = await this.take(answer, button);
      if (isLeaving) return; // busy until the next page is there
    } while (this.isOld);
    this.stop();
    this.sendWaiting();
  }

  /** A button that is pressed while an answer is under way comes after it; a second Enter does not. */
  wait(button) {
    const { again, seen } = this.form.elements;
    if (this.sending.button === again && button !== again) this.waiting = { button, seen: seen?.value };
  }

  /** What is imported is what the button's preview has shown. */
  sendWaiting() {
    const waiting = this.waiting;
    this.waiting = null;
    if (!waiting?.button.isConnected) return;
    if (waiting.seen && this.form.elements.seen) this.form.elements.seen.value = waiting.seen;
    this.send(waiting.button);
  }

  /** Shows what the server has answered; returns whether the browser goes to another page. */
  async take(answer, button) {
    const notice = noticeOf(answer);
    showNotice(this.form, notice);
    if (notice) return false;
    const next = answer.headers.get(NEXT_PAGE);
    if (!next) return this.show(await answer.text(), button);
    if (!isPreview(next) || !document.getElementById("import-preview")) {
      location.assign(next);
      return true;
    }
    const page = await fetch(next, { headers: { "X-Part": "1" } }).catch(() => null);
    const trouble = noticeOf(page);
    showNotice(this.form, trouble);
    if (trouble) return false;
    history.replaceState(null, "", next.replace(/&(at|edit)=[^&]*/g, ""));
    return this.show(await page.text(), button);
  }

  show(html, button) {
    if (this.isOld) return false; // there is a newer answer
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.querySelector("[data-import]");
    if (!fresh) {
      this.form.submit(); // a whole page that is none of this form's
      return true;
    }
    replace(this.form, fresh);
    if (button !== this.form.elements.again) focusWanted(this.form, button);
    const status = this.form.querySelector("#import-status");
    if (status) status.textContent = status.dataset.updated;
    return false;
  }
}

const isPreview = (url) => url.includes("?draft=");

const post = (form, button) => {
  const body = new FormData(form);
  if (button.name) body.append(button.name, button.value);
  const request = { method: "POST", body, headers: { "X-Part": "1" } };
  return fetch(form.getAttribute("action"), request).catch(() => null);
};

/** The notice that says why nothing has come of it; "" if something has. */
function noticeOf(answer) {
  if (!answer || answer.status >= 500) return "import-offline";
  return { 401: "import-logged-out", 413: "import-too-much" }[answer.status] ?? "";
}

function showNotice(form, shown) {
  for (const id of NOTICES) form.querySelector(`#${id}`).hidden = id !== shown;
  if (shown) form.querySelector(`#${shown}`).scrollIntoView({ block: "center" });
}

function isTooMuch(form) {
  const most = Number(form.dataset.most);
  const [file] = form.elements.file.files;
  return (file?.size ?? 0) > most || form.elements.table.value.length > most;
}

/** Exchanges what differs. An element that has the focus keeps it, and so does what is being typed. */
function replace(form, fresh) {
  const focused = document.activeElement;
  const before = new Map([...textsOf(form)].map((field) => [field.name, field.value]));
  morph(form, fresh.innerHTML);
  form.className = fresh.className;
  form.toggleAttribute("data-keep", fresh.hasAttribute("data-keep"));
  // HTML that is read twice loses an empty first line.
  for (const { id, value } of fresh.querySelectorAll("textarea")) form.querySelector(`#${CSS.escape(id)}`).defaultValue = value;
  form.elements.file.value = "";
  for (const field of form.querySelectorAll("input[type=radio]")) field.checked = field.defaultChecked;
  for (const option of form.querySelectorAll("option")) option.selected = option.defaultSelected;
  for (const field of textsOf(form)) {
    const isTyped = field === document.activeElement && before.get(field.name) !== field.defaultValue;
    if (!isTyped) field.value = field.defaultValue;
  }
  showFieldsOfKind(form);
  if (focused?.id && !focused.isConnected) document.getElementById(focused.id)?.focus({ preventScroll: true });
  else if (document.activeElement !== focused) focused?.focus({ preventScroll: true });
}

const textsOf = (form) => form.querySelectorAll("textarea, input[type=text], input[type=date]");

/** Moves the focus to what a button has opened, closed or brought up. */
function focusWanted(form, button) {
  const field = form.querySelector("[aria-invalid=true]") ?? form.querySelector("[autofocus]");
  if (button.name !== "make" || field?.matches("[aria-invalid]")) field?.focus();
}

sendInPlace(document.querySelector("[data-import]"));
