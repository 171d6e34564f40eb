// What boards and lists need of the browser: the hold key, saving a file, the first mistake of a form.
let listening = false;

const typing = element => element?.closest('input, textarea, select, [contenteditable=true], [role=textbox]');

// "." holds the display and lets it go on; never while typing.
export const listen = () => {
  if (listening) return;
  listening = true;
  document.addEventListener('keydown', event => {
    if (event.key !== '.' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('[data-single-keys=off]')) return;
    const button = document.querySelector('[data-hold]');
    if (!button) return;
    event.preventDefault();
    button.click();
  });
};

// The zone that shell.js writes times in.
export const zone = () => document.querySelector('[data-time-zone]')?.dataset.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export const save = (name, text) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

export const focusFirstMistake = () => {
  const place = document.querySelector('.mud-input-error input, .mud-input-error [tabindex], [aria-invalid=true]');
  place?.focus();
  place?.scrollIntoView({ block: 'center' });
};
