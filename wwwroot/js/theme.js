// Runs before the first paint: the attribute on <html> is right before anything is drawn. Also the one writer of the cookie.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const shownFor = mode => mode === 'system' ? (dark.matches ? 'dark' : 'light') : mode;

  const apply = mode => {
    const shown = shownFor(mode);
    if (root.dataset.theme !== shown) root.dataset.theme = shown;
    if (root.dataset.themeMode !== mode) root.dataset.themeMode = mode;
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `cs-theme=${mode}.${shown}; path=/; max-age=31536000; samesite=lax${secure}`;
    return mode;
  };

  const mode = () => root.dataset.themeMode || 'system';
  window.convoTheme = {
    mode,
    set: wanted => apply(['light', 'dark', 'system'].includes(wanted) ? wanted : 'system'),
    toggle: () => apply(root.dataset.theme === 'dark' ? 'light' : 'dark'),
  };
  apply(mode());
  dark.addEventListener('change', () => apply(mode()));

  // Paper is light.
  let before = null;
  window.addEventListener('beforeprint', () => { before = root.dataset.theme; root.dataset.theme = 'light'; });
  window.addEventListener('afterprint', () => { if (before) root.dataset.theme = before; before = null; });
})();

// The navigation: names, or only icons. Decided before the first paint too; without a choice the width of the window decides.
(() => {
  const root = document.documentElement;
  const middle = window.matchMedia('(max-width: 1199.98px)');
  const choice = () => /(?:^|; )cs-nav=(rail|wide)/.exec(document.cookie)?.[1];
  const apply = () => { root.dataset.nav = choice() ?? (middle.matches ? 'rail' : 'wide'); };
  window.convoNav = {
    toggle: () => {
      const secure = location.protocol === 'https:' ? '; secure' : '';
      document.cookie = `cs-nav=${root.dataset.nav === 'rail' ? 'wide' : 'rail'}; path=/; max-age=31536000; samesite=lax${secure}`;
      apply();
    },
  };
  apply();
  middle.addEventListener('change', apply);
})();
