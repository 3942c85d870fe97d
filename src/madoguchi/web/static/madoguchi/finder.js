// さがす欄。日本語の変換中は送らない。読み取り機の数字は、どこにいてもこの欄で受ける。
const field = document.getElementById("q");
const FASTEST_HAND = 50;
const SHORTEST = 6;
let composing = false;
let digits = "";
let last = 0;

field.addEventListener("compositionstart", () => { composing = true; });
// 変換を決める Enter と同じ間に送られるブラウザがあるので、その間が過ぎてから送れるようにする。
field.addEventListener("compositionend", () => { setTimeout(() => { composing = false; }); });

field.form.addEventListener("submit", (event) => {
  if (!composing) return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

// 人の手より速い数字のあとの Enter は、読み取り機。人をえらぶ数字のキーにはしない。
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])")) return;
  const burst = event.timeStamp - last <= FASTEST_HAND;
  last = event.timeStamp;
  if (/^[0-9]$/.test(event.key)) {
    digits = burst ? digits + event.key : event.key;
  } else if (event.key === "Enter" && burst && digits.length >= SHORTEST) {
    event.preventDefault();
    event.stopPropagation();
    field.value = digits;
    field.form.requestSubmit();
  } else {
    digits = "";
  }
}, { capture: true });
