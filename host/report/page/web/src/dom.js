// Elements in one call: element("a", {href: "#x"}, "text", child).
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const svgNamespace = "http://www.w3.org/2000/svg";
export function svgElement(name, attributes = {}, ...children) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

let labels = 0;
// A control with its label.
export function labelled(words, control) {
  control.id ||= `control-${++labels}`;
  return element("p", { class: "control" }, element("label", { for: control.id }, words), control);
}

export function select(options, chosen, onchange) {
  const box = element("select", { onchange: () => onchange(box.value) });
  for (const [value, words] of options) box.append(element("option", { value }, words));
  box.value = chosen;
  return box;
}
