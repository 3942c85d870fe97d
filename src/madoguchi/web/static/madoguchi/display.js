// お客さまの画面。いま映すものを見に行く。つながらないときは、前のものを残さず白くする。
const place = document.querySelector("[data-now]");
const EVERY = 2_000;
let shown = "";

async function look() {
  let text = "";
  try {
    const answer = await fetch(place.dataset.now, { cache: "no-store", signal: AbortSignal.timeout(2 * EVERY) });
    if (answer.ok) text = await answer.text();
  } catch {
    text = "";
  }
  if (text !== shown) place.innerHTML = text;
  shown = text;
}
setInterval(look, EVERY);
