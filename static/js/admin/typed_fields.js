// The fields of a form, as they are typed: to keep them, and to fill them in again.

// What a form was rendered with comes back as well: a save then says what has changed meanwhile,
// and takes effect once. A preview of an import is made anew, as the server forgets it.
const CARRIED = ["seen", "shown", "touched", "once", "fingerprint", "version"];
const LEFT_OUT = ["hidden", "password", "file", "submit", "button", "image", "reset"];

const isCheckable = (field) => field.type === "checkbox" || field.type === "radio";

/** The fields that people fill in. */
const typedFields = (form) =>
  [...form.elements].filter((field) => field.name && !LEFT_OUT.includes(field.type) && field.tagName !== "FIELDSET");

const carriedFields = (form) =>
  form.matches("[data-import]") ? [] : [...form.elements].filter(isCarried);

const isCarried = (field) => field.type === "hidden" && CARRIED.includes(field.name);

function grouped(fields, valueOf) {
  const values = {};
  for (const field of fields) (values[field.name] ??= []).push(valueOf(field));
  return values;
}

const typedValue = (field) => (isCheckable(field) ? field.checked : field.value);

/** The values of a form by the names of its fields, in their order. */
export const valuesOf = (form) => grouped([...typedFields(form), ...carriedFields(form)], typedValue);

/** Whether a field differs from what the server has filled in. */
function isChanged(field) {
  if (isCheckable(field)) return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const selected = [...field.options].some((option) => option.defaultSelected);
  return selected ? [...field.options].some((o) => o.selected !== o.defaultSelected) : field.selectedIndex > 0;
}

/** Whether anything was typed or chosen in a form since the server made it. */
export const isTyped = (form) => form.matches("[data-unsaved]") || typedFields(form).some(isChanged);

/** Fills a form in. Returns a function that empties it again, or null if nothing differs. */
export function fillIn(form, values) {
  const fields = typedFields(form);
  const seen = {};
  const changes = fields.flatMap((field) => {
    const at = (seen[field.name] = (seen[field.name] ?? -1) + 1);
    const value = values[field.name]?.[at];
    return value === undefined || value === typedValue(field) ? [] : [[field, value]];
  });
  if (!changes.length) return null;
  const before = carriedFields(form).map((field) => [field, field.value]);
  for (const [field] of before) field.value = values[field.name]?.[0] ?? field.value;
  for (const [field, value] of changes) setValue(field, value);
  return () => {
    form.reset();
    for (const [field, value] of before) field.value = value;
    for (const [field] of changes) announce(field);
  };
}

function setValue(field, value) {
  if (isCheckable(field)) field.checked = value;
  else field.value = value;
  for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}

/** Lets the scripts that watch a field know. */
function announce(field) {
  field.dispatchEvent(new Event(isCheckable(field) || field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}
