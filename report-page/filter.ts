/** Hides the cards and verdicts that do not hold every word that is typed. */
export function startFilter(input: HTMLInputElement): void {
  const items = [...document.querySelectorAll<HTMLElement>('.card, .finding')].map((item) => ({ item, text: (item.textContent ?? '').toLowerCase() }));
  const count = document.getElementById('filter-count')!;
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    let shown = 0;
    for (const { item, text } of items) {
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) shown++;
    }
    count.textContent = words.length === 0 ? '' : `${shown} of ${items.length}`;
  });
  input.parentElement!.hidden = false;
}
