// 受け付けの画面。Enter で ✓ をつけて次の ✓ へ移り、✓ は打ったそばからサーバに残す。
const form = document.getElementById("receive");
const ticks = () => [...form.querySelectorAll('input[name="ticked"]')];

// 変えた ✓ だけを送る。どの順に届いても、ほかの ✓ を消さない。
function keep(box) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "version", "voice", "once", "line"]) body.set(name, form.elements[name].value);
  body.set("offered", box.value);
  if (box.checked) body.set("ticked", box.value);
  const kept = document.getElementById("unkept");
  fetch(form.dataset.keep, { method: "POST", body, keepalive: true }).then(
    (answer) => { kept.hidden = answer.ok; },
    () => { kept.hidden = false; },
  );
}

function onward(box) {
  const all = ticks();
  const later = all.slice(all.indexOf(box) + 1).concat(all).find((one) => !one.checked);
  (later ?? document.querySelector('[data-key="F9"]'))?.focus();
}

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.isComposing || event.key !== "Enter" || !box.matches?.('#receive input[name="ticked"]')) return;
  event.preventDefault();
  event.stopPropagation();
  if (!box.checked) box.click();
  onward(box);
}, { capture: true });

form.addEventListener("change", (event) => {
  if (event.target.matches('input[name="ticked"]')) keep(event.target);
});
