// "[" and "]" go to the previous and the next conversation of the list this one was opened from; never while typing.
let listening = false;

const typing = element => element?.closest('input, textarea, select, [contenteditable=true], [role=textbox]');

export const listen = () => {
  if (listening) return;
  listening = true;
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || (event.key !== '[' && event.key !== ']') || event.ctrlKey || event.metaKey || typing(event.target)) return;
    const link = document.querySelector(event.key === '[' ? 'a[data-newer][href]' : 'a[data-older][href]');
    if (!link) return;
    event.preventDefault();
    link.click();
  });
};
