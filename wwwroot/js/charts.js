// ApexCharts behind three verbs: create, update, destroy. Colors come from the page's tokens and are read again when the theme changes.
const narrow = '\u202f', noBreak = '\u00a0', minus = '\u2212';
const charts = new Set();
let library;

// What nobody sees is not drawn: below the fold, behind the table, in a tab in the background. It is drawn when it comes into view.
const sight = new IntersectionObserver(entries => { for (const { target, isIntersecting } of entries) target.liveChart?.see(isIntersecting); }, { rootMargin: '300px' });
document.addEventListener('visibilitychange', () => { if (!document.hidden) for (const chart of charts) chart.catchUp(); });
addEventListener('beforeprint', () => { for (const chart of charts) chart.catchUp(true); });

const load = () => library ??= new Promise((resolve, reject) => {
  const base = new URL('../lib/apexcharts/', import.meta.url);
  const style = document.createElement('link');
  Object.assign(style, { rel: 'stylesheet', href: new URL('apexcharts.css', base).href });
  const script = document.createElement('script');
  Object.assign(script, { src: new URL('apexcharts.min.js', base).href, onload: () => resolve(window.ApexCharts), onerror: () => { library = undefined; reject(new Error('apexcharts.min.js could not be loaded')); } });
  document.head.append(style, script);
});

// The page's nonce: the library writes style elements.
const nonce = document.querySelector('script[nonce]')?.nonce;

const css = name => getComputedStyle(document.documentElement).getPropertyValue(`--cs-${name}`).trim();

// The same rules as Numbers in C#; the axis may need fewer decimals than a table.
const fixed = (value, decimals) => {
  const text = Math.abs(value).toFixed(decimals);
  return (value < 0 && Number(text) !== 0 ? minus : '') + text;
};
const signed = (value, decimals) => (value > 0 && Number(value.toFixed(decimals)) !== 0 ? '+' : '') + fixed(value, decimals);
// Four digits or so, as Numbers.Estimate.
const digits = size => size >= 999.95 ? 0 : size >= 99.995 ? 1 : size >= 9.9995 ? 2 : 3;
const group = text => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
// The person's signs, as the frame of the page names them.
const signs = text => { const own = document.querySelector('[data-decimal]')?.dataset; return own ? text.replace(/[.,]/g, sign => sign === '.' ? own.decimal : own.group) : text; };
// As many decimals as tell the lines of the axis apart.
const axisDecimals = step => [0, 1, 2, 3].find(decimals => Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) < 1e-6) ?? 3;
const format = (value, kind, decimals) => signs(english(value, kind, decimals));
const english = (value, kind, decimals) => {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  switch (kind) {
    case 'Rate': return fixed(value * 100, decimals ?? 1) + narrow + '%';
    case 'Points': return signed(value * 100, decimals ?? 1) + noBreak + 'pts';
    case 'Count': return Number.isInteger(value) || decimals === undefined ? group(fixed(value, 0)) : fixed(value, decimals);
    default: return group(fixed(value, decimals ?? digits(Math.abs(value)))).replace(/\.?0+$/, text => text.startsWith('.') ? '' : text);
  }
};

const mix = (color, share) => {
  // Opaque, mixed with the surface: see-through stacked areas would blend with each other.
  const probe = document.createElement('canvas').getContext('2d');
  const read = value => { probe.fillStyle = value; const hex = probe.fillStyle; return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)); };
  const front = read(color), back = read(css('surface'));
  return `rgb(${front.map((part, at) => Math.round(part * share + back[at] * (1 - share))).join(',')})`;
};

const apexKind = { Line: 'line', Area: 'area', RangeArea: 'rangeArea', Bar: 'bar' };

const toData = series => series.map(one => ({
  name: one.name,
  type: apexKind[one.kind],
  data: one.points.map(point => ({ x: point[0], y: one.kind === 'RangeArea' ? (point[1] === null || point[2] === null ? null : [point[1], point[2]]) : point[1] })),
}));

const extent = (series, stacked) => {
  let low = Infinity, high = -Infinity;
  const sums = new Map();
  for (const one of series) {
    // Of a band the newest end alone: its first width, of a handful, would make all that follows flat.
    for (const [x, y, top] of one.kind === 'RangeArea' ? one.points.slice(-1) : one.points) {
      if (y === null || y === undefined) continue;
      if (stacked) sums.set(x, (sums.get(x) ?? 0) + y);
      low = Math.min(low, y);
      high = Math.max(high, top ?? y);
    }
  }
  if (stacked) for (const sum of sums.values()) high = Math.max(high, sum);
  return low <= high ? [low, high] : null;
};

// Round ends with five or so lines between them.
const nice = (low, high) => {
  if (low === high) { low -= Math.abs(low) * 0.1 || 0.01; high += Math.abs(high) * 0.1 || 0.01; }
  const raw = (high - low) / 4, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(candidate => candidate >= raw);
  const min = Math.floor(low / step + 1e-9) * step, max = Math.ceil(high / step - 1e-9) * step;
  return { min, max, ticks: Math.max(1, Math.round((max - min) / step)) };
};

class LiveChart {
  constructor(element, options, series) { Object.assign(this, { element, options, series, low: null, high: null, xLow: null, xHigh: null, seen: true, waiting: null }); element.liveChart = this; }

  async start() {
    const Apex = await load();
    this.widen();
    this.apex = new Apex(this.element, this.build());
    await this.apex.render();
    charts.add(this);
    sight.observe(this.element);
  }

  see(seen) {
    this.seen = seen;
    this.catchUp();
  }

  // The newest points, when they wait to be drawn and somebody looks, or when the page is printed.
  async catchUp(printed = false) {
    if (!this.waiting || !(printed || (this.seen && !document.hidden))) return;
    const restyled = this.waiting === 'all';
    this.waiting = null;
    const wider = this.widen();
    if (restyled || wider) await this.apex.updateOptions(this.build(), false, false, false);
    else await this.apex.updateSeries(toData(this.series), false);
  }

  // Round ends for both axes; they only ever move outwards.
  widen() {
    const y = this.widenY(), x = this.options.xAxis === 'Number' && this.widenX();
    return x || y;
  }

  widenX() {
    const all = this.series.flatMap(one => one.points.map(point => point[0]));
    const low = all.length ? Math.min(...all) : 0, high = all.length ? Math.max(...all) : 1;
    if (this.xLow !== null && low >= this.xLow && high <= this.xHigh) return false;
    const ends = nice(low >= 0 && low < high / 4 ? 0 : low, high);
    this.xLow = ends.min; this.xHigh = ends.max; this.xTicks = ends.ticks;
    return true;
  }

  widenY() {
    const { yMin, yMax, stacked } = this.options;
    const found = extent(this.series, stacked) ?? [yMin ?? 0, yMax ?? 1];
    const bars = this.series.some(one => one.kind === 'Bar' || one.kind === 'Area');
    // A line across the chart (no difference, the smallest one worth having) is what the others are read against: it is always in view.
    const across = this.options.annotations.filter(line => !line.vertical).map(line => line.at);
    const low = yMin ?? Math.min(bars ? 0 : found[0], found[0], ...across), high = yMax ?? Math.max(found[1], ...across);
    const wider = this.low === null || low < this.low || high > this.high;
    if (!wider) return false;
    const ends = nice(Math.min(low, this.low ?? low), Math.max(high, this.high ?? high));
    this.low = yMin ?? ends.min; this.high = yMax ?? ends.max; this.ticks = yMin === null && yMax === null ? ends.ticks : 4;
    return true;
  }

  yaxis() {
    const factor = this.options.yFormat === 'Rate' || this.options.yFormat === 'Points' ? 100 : 1;
    const decimals = axisDecimals((this.high - this.low) / this.ticks * factor);
    return { min: this.low, max: this.high, tickAmount: this.ticks, forceNiceScale: false, labels: { minWidth: 44, style: { fontSize: '12px', colors: css('axis') }, formatter: value => format(value, this.options.yFormat, decimals) } };
  }

  build() {
    const { options, series } = this;
    const dark = document.documentElement.dataset.theme === 'dark';
    const isBand = series.map(one => one.kind === 'RangeArea');
    const stackedArea = options.stacked && series.every(one => one.kind === 'Area');
    const colors = series.map(one => stackedArea ? mix(css(one.color), 0.82) : css(one.color));
    const main = isBand.includes(true) ? 'rangeArea' : apexKind[series[0]?.kind ?? 'Line'];
    const label = text => ({ text, borderWidth: 0, orientation: 'horizontal', textAnchor: 'start', offsetX: text ? 4 : 0, offsetY: 8, style: { background: 'transparent', color: css('text-2'), fontSize: '12px', fontFamily: css('font') } });
    const time = options.xAxis === 'Time', category = options.xAxis === 'Category';
    return {
      chart: { type: main, height: options.height, stacked: options.stacked, fontFamily: css('font'), foreColor: css('axis'), background: 'transparent', toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false }, animations: { enabled: false }, parentHeightOffset: 0, redrawOnParentResize: true, injectStyleSheet: false, nonce },
      theme: { mode: dark ? 'dark' : 'light' },
      series: toData(series),
      colors,
      grid: { borderColor: css('grid'), padding: { left: 6, right: 10, top: -14, bottom: 0 }, xaxis: { lines: { show: false } }, yaxis: { lines: { show: true } } },
      dataLabels: { enabled: false },
      legend: { show: false },
      markers: { size: options.dots ? 3 : 0, strokeColors: css('surface'), hover: { size: 4 } },
      stroke: { width: series.map(one => one.kind === 'RangeArea' || one.kind === 'Bar' ? 0 : stackedArea ? 1 : 2.25), dashArray: series.map(one => one.dashed ? 6 : 0), curve: 'straight', lineCap: 'round', ...(stackedArea ? { colors: [css('surface')] } : {}) },
      fill: { type: 'solid', opacity: series.map(one => one.kind === 'RangeArea' ? Number(css('band')) : 1) },
      plotOptions: { bar: { columnWidth: '56%', borderRadius: 3 } },
      states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
      annotations: {
        xaxis: options.annotations.filter(line => line.vertical).map(line => ({ x: line.at, borderColor: css('text-2'), strokeDashArray: line.solid ? 0 : 2, label: label(line.label) })),
        yaxis: options.annotations.filter(line => !line.vertical).map(line => ({ y: line.at, borderColor: css('zero'), strokeDashArray: line.solid ? 0 : 4, label: { ...label(line.label), position: 'left', offsetY: -4 } })),
      },
      xaxis: {
        type: time ? 'datetime' : category ? 'category' : 'numeric',
        axisBorder: { color: css('line-strong') }, axisTicks: { show: false }, tooltip: { enabled: false }, ...(time ? { tickAmount: 6 } : category ? {} : { min: this.xLow, max: this.xHigh, tickAmount: this.xTicks }),
        labels: { hideOverlappingLabels: true, rotate: 0, datetimeUTC: false, datetimeFormatter: { year: 'yyyy', month: 'd MMM', day: 'd MMM', hour: 'HH:mm', minute: 'HH:mm', second: 'HH:mm:ss' }, style: { fontSize: '12px', colors: css('axis') }, ...(time ? {} : { formatter: value => this.xText(value) }) },
      },
      yaxis: this.yaxis(),
      tooltip: { theme: dark ? 'dark' : 'light', shared: true, intersect: false, style: { fontSize: '12px' }, x: time ? { format: 'd MMM, HH:mm:ss' } : { formatter: value => this.xText(value) }, y: { formatter: value => format(value, options.yFormat) } },
    };
  }

  xText(value) {
    return this.options.xAxis === 'Category' ? this.options.categories[Number(value)] ?? '' : format(Number(value), this.options.xFormat);
  }

  // Another set of series needs colors and strokes again; new points need only the data.
  async update(series, label) {
    const same = series.length === this.series.length && series.every((one, at) => one.name === this.series[at].name && one.color === this.series[at].color && one.kind === this.series[at].kind && one.dashed === this.series[at].dashed);
    this.series = series;
    if (label) this.element.parentElement?.setAttribute('aria-label', label);
    this.waiting = same ? this.waiting ?? 'points' : 'all';
    await this.catchUp();
  }

  async redraw(options, series) {
    Object.assign(this, { options, series, low: null, high: null, xLow: null, xHigh: null, waiting: null });
    this.widen();
    await this.apex.updateOptions(this.build(), true, false, false);
  }

  restyle() { return this.apex.updateOptions(this.build(), false, false, false); }

  destroy() { charts.delete(this); sight.unobserve(this.element); this.apex?.destroy(); }
}

new MutationObserver(() => { for (const chart of charts) chart.restyle(); }).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });

export const create = async (element, options, series) => {
  // Asked for again: the connection was lost before the server heard of the first.
  element.liveChart?.destroy();
  const chart = new LiveChart(element, options, series);
  await chart.start();
  return chart;
};
