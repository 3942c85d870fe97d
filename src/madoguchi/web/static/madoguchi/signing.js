// 紙の束の署名。枠に書いた線を、まっすぐな線のつながり（SVG の道）にして送る。線は点の数を抑える。
const STEP = 2; // これより細かい動きは、点にしない
const MOST = 18000; // 送れる長さ

for (const form of document.querySelectorAll("[data-signing]")) begin(form);

function begin(form) {
  const pad = form.querySelector("[data-pad]");
  const drawn = pad.querySelector("path");
  const clear = form.querySelector("[data-clear]");
  const boxes = [...form.querySelectorAll("[name=checked]")];
  const told = form.querySelector("[data-told]");
  const first = told.textContent;
  let path = "";
  let last = null;

  const ready = () => boxes.every((box) => box.checked);

  function show() {
    drawn.setAttribute("d", path);
    form.elements.path.value = path;
    clear.hidden = path === "";
    told.textContent = ready() ? "枠に署名するか、職員番号を入れてください。" : first;
    pad.toggleAttribute("data-ready", ready());
  }

  function point(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(pad.getScreenCTM().inverse());
    return [Math.round(at.x), Math.round(at.y)];
  }

  pad.addEventListener("pointerdown", (event) => {
    if (!ready()) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    last = point(event);
    path += `M${last[0]} ${last[1]}`;
    show();
  });
  pad.addEventListener("pointermove", (event) => {
    if (last === null || path.length > MOST) return;
    const [x, y] = point(event);
    if (Math.hypot(x - last[0], y - last[1]) < STEP) return;
    last = [x, y];
    path += `L${x} ${y}`;
    show();
  });
  for (const name of ["pointerup", "pointercancel"]) pad.addEventListener(name, () => (last = null));
  clear.addEventListener("click", () => {
    path = "";
    show();
    pad.scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("change", show);
}
