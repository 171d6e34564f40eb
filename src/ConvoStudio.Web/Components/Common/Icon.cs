namespace ConvoStudio.Web.Components.Common;

/// <summary>
/// Lucide icons (lucide-static 1.62.0, ISC licence, text in wwwroot/lib/lucide/LICENSE.txt) as the inner markup of a 24 × 24 box.
/// MudBlazor and <see cref="Ic"/> take the string as it is. To add one, copy the inner markup of the file named at the end of the line.
/// </summary>
public static class Icon
{
    private const string Open = "<g fill='none' stroke='currentColor' stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'>";
    private const string Close = "</g>";

    public const string Home = Open + "<path d='M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8'/><path d='M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z'/>" + Close; // house
    public const string Chat = Open + "<path d='M16 10a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 14.286V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2z'/><path d='M20 9a2 2 0 0 1 2 2v10.286a.71.71 0 0 1-1.212.502l-2.202-2.202A2 2 0 0 0 17.172 19H10a2 2 0 0 1-2-2v-1'/>" + Close; // messages-square
    public const string Product = Open + "<path d='M11 21.73a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16V8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73z'/><path d='M12 22V12'/><polyline points='3.29 7 12 12 20.71 7'/><path d='m7.5 4.27 9 5.15'/>" + Close; // package
    public const string Action = Open + "<path d='M14 14a2 2 0 0 0 2-2V8h-2'/><path d='M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z'/><path d='M8 14a2 2 0 0 0 2-2V8H8'/>" + Close; // message-square-quote
    public const string Fact = Open + "<path d='M13.172 2a2 2 0 0 1 1.414.586l6.71 6.71a2.4 2.4 0 0 1 0 3.408l-4.592 4.592a2.4 2.4 0 0 1-3.408 0l-6.71-6.71A2 2 0 0 1 6 9.172V3a1 1 0 0 1 1-1z'/><path d='M2 7v6.172a2 2 0 0 0 .586 1.414l6.71 6.71a2.4 2.4 0 0 0 3.191.193'/><circle cx='10.5' cy='6.5' r='.5' fill='currentColor'/>" + Close; // tags
    public const string TalkTrack = Open + "<rect width='8' height='8' x='3' y='3' rx='2'/><path d='M7 11v4a2 2 0 0 0 2 2h4'/><rect width='8' height='8' x='13' y='13' rx='2'/>" + Close; // workflow
    public const string Rule = Open + "<path d='M12 3v18'/><path d='m19 8 3 8a5 5 0 0 1-6 0zV7'/><path d='M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1'/><path d='m5 8 3 8a5 5 0 0 1-6 0zV7'/><path d='M7 21h10'/>" + Close; // scale
    public const string Block = Open + "<circle cx='12' cy='12' r='10'/><path d='M4.929 4.929 19.07 19.071'/>" + Close; // ban
    public const string Parity = Open + "<path d='M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2'/><path d='M16 3.128a4 4 0 0 1 0 7.744'/><path d='M22 21v-2a4 4 0 0 0-3-3.87'/><circle cx='9' cy='7' r='4'/>" + Close; // users
    public const string Pattern = Open + "<path d='M3 7V5a2 2 0 0 1 2-2h2'/><path d='M17 3h2a2 2 0 0 1 2 2v2'/><path d='M21 17v2a2 2 0 0 1-2 2h-2'/><path d='M7 21H5a2 2 0 0 1-2-2v-2'/><circle cx='12' cy='12' r='3'/><path d='m16 16-1.9-1.9'/>" + Close; // scan-search
    public const string Policy = Open + "<path d='M12 18V5'/><path d='M15 13a4.17 4.17 0 01-3-4 4.17 4.17 0 01-3 4'/><path d='M17.707 6.294A3 3 0 1012 5a3 3 0 10-5.707 1.294'/><path d='M17.996 5.125a4 4 0 012.526 5.77'/><path d='M18 18a4 4 0 002-7.465'/><path d='M19.967 17.482a4 4 0 11-7.967.517 4 4 0 11-7.967-.517'/><path d='M6 18a4 4 0 01-2-7.465'/><path d='M6.004 5.125a4 4 0 00-2.526 5.77'/>" + Close; // brain
    public const string Train = Open + "<path d='M21.42 10.922a1 1 0 0 0-.019-1.838L12.83 5.18a2 2 0 0 0-1.66 0L2.6 9.08a1 1 0 0 0 0 1.832l8.57 3.908a2 2 0 0 0 1.66 0z'/><path d='M22 10v6'/><path d='M6 12.5V16a6 3 0 0 0 12 0v-3.5'/>" + Close; // graduation-cap
    public const string Reward = Open + "<path d='M10 5H3'/><path d='M12 19H3'/><path d='M14 3v4'/><path d='M16 17v4'/><path d='M21 12h-9'/><path d='M21 19h-5'/><path d='M21 5h-7'/><path d='M8 10v4'/><path d='M8 12H3'/>" + Close; // sliders-horizontal
    public const string Experiment = Open + "<path d='M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2'/><path d='M6.453 15h11.094'/><path d='M8.5 2h7'/>" + Close; // flask-conical
    public const string Estimate = Open + "<path d='M5 21v-6'/><path d='M12 21V3'/><path d='M19 21V9'/>" + Close; // chart-no-axes-column
    public const string Rehearsal = Open + "<path d='M10 11h.01'/><path d='M14 6h.01'/><path d='M18 6h.01'/><path d='M6.5 13.1h.01'/><path d='M22 5c0 9-4 12-6 12s-6-3-6-12c0-2 2-3 6-3s6 1 6 3'/><path d='M17.4 9.9c-.8.8-2 .8-2.8 0'/><path d='M10.1 7.1C9 7.2 7.7 7.7 6 8.6c-3.5 2-4.7 3.9-3.7 5.6 4.5 7.8 9.5 8.4 11.2 7.4.9-.5 1.9-2.1 1.9-4.7'/><path d='M9.1 16.5c.3-1.1 1.4-1.7 2.4-1.4'/>" + Close; // drama
    public const string Promotion = Open + "<path d='M12 15v5s3.03-.55 4-2c1.08-1.62 0-5 0-5'/><path d='M4.5 16.5c-1.5 1.26-2 5-2 5s3.74-.5 5-2c.71-.84.7-2.13-.09-2.91a2.18 2.18 0 0 0-2.91-.09'/><path d='M9 12a22 22 0 0 1 2-3.95A12.88 12.88 0 0 1 22 2c0 2.72-.78 7.5-6 11a22.4 22.4 0 0 1-4 2z'/><path d='M9 12H4s.55-3.03 2-4c1.62-1.08 5 .05 5 .05'/>" + Close; // rocket
    public const string Import = Open + "<path d='M12 15V3'/><path d='M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4'/><path d='m7 10 5 5 5-5'/>" + Close; // download
    public const string Upload = Open + "<path d='M12 3v12'/><path d='m17 8-5-5-5 5'/><path d='M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4'/>" + Close; // upload
    public const string Audit = Open + "<path d='M9 17H7A5 5 0 0 1 7 7h2'/><path d='M15 7h2a5 5 0 1 1 0 10h-2'/><line x1='8' x2='16' y1='12' y2='12'/>" + Close; // link-2
    public const string Settings = Open + "<path d='M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915'/><circle cx='12' cy='12' r='3'/>" + Close; // settings
    public const string Search = Open + "<path d='m21 21-4.34-4.34'/><circle cx='11' cy='11' r='8'/>" + Close; // search
    public const string Bell = Open + "<path d='M10.268 21a2 2 0 0 0 3.464 0'/><path d='M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326'/>" + Close; // bell
    public const string Sun = Open + "<circle cx='12' cy='12' r='4'/><path d='M12 2v2'/><path d='M12 20v2'/><path d='m4.93 4.93 1.41 1.41'/><path d='m17.66 17.66 1.41 1.41'/><path d='M2 12h2'/><path d='M20 12h2'/><path d='m6.34 17.66-1.41 1.41'/><path d='m19.07 4.93-1.41 1.41'/>" + Close; // sun
    public const string Moon = Open + "<path d='M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401'/>" + Close; // moon
    public const string Menu = Open + "<path d='M4 5h16'/><path d='M4 12h16'/><path d='M4 19h16'/>" + Close; // menu
    public const string Switch = Open + "<path d='m7 15 5 5 5-5'/><path d='m7 9 5-5 5 5'/>" + Close; // chevrons-up-down
    public const string Down = Open + "<path d='m6 9 6 6 6-6'/>" + Close; // chevron-down
    public const string Right = Open + "<path d='m9 18 6-6-6-6'/>" + Close; // chevron-right
    public const string Plus = Open + "<path d='M5 12h14'/><path d='M12 5v14'/>" + Close; // plus
    public const string Pause = Open + "<rect x='14' y='3' width='5' height='18' rx='1'/><rect x='5' y='3' width='5' height='18' rx='1'/>" + Close; // pause
    public const string Play = Open + "<path d='M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z'/>" + Close; // play
    public const string Stop = Open + "<rect width='18' height='18' x='3' y='3' rx='2'/>" + Close; // square
    public const string More = Open + "<circle cx='12' cy='12' r='1'/><circle cx='19' cy='12' r='1'/><circle cx='5' cy='12' r='1'/>" + Close; // ellipsis
    public const string Check = Open + "<path d='M20 6 9 17l-5-5'/>" + Close; // check
    public const string CheckCircle = Open + "<circle cx='12' cy='12' r='10'/><path d='m16 9-5.5 5.5L8 12'/>" + Close; // circle-check
    public const string X = Open + "<path d='M18 6 6 18'/><path d='m6 6 12 12'/>" + Close; // x
    public const string Warn = Open + "<path d='m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3'/><path d='M12 9v4'/><path d='M12 17h.01'/>" + Close; // triangle-alert
    public const string Harm = Open + "<path d='M12 16h.01'/><path d='M12 8v4'/><path d='M15.312 2a2 2 0 0 1 1.414.586l4.688 4.688A2 2 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2 2 0 0 1-1.414-.586l-4.688-4.688A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1 .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2z'/>" + Close; // octagon-alert
    public const string Unknown = Open + "<circle cx='12' cy='12' r='10'/><path d='M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3'/><path d='M12 17h.01'/>" + Close; // circle-help
    public const string KeepGoing = Open + "<path d='M5 22h14'/><path d='M5 2h14'/><path d='M17 22v-4.172a2 2 0 0 0-.586-1.414L12 12l-4.414 4.414A2 2 0 0 0 7 17.828V22'/><path d='M7 2v4.172a2 2 0 0 0 .586 1.414L12 12l4.414-4.414A2 2 0 0 0 17 6.172V2'/>" + Close; // hourglass
    public const string ShieldOk = Open + "<path d='M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z'/><path d='m9 12 2 2 4-4'/>" + Close; // shield-check
    public const string ShieldBad = Open + "<path d='M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z'/><path d='m14.5 9.5-5 5'/><path d='m9.5 9.5 5 5'/>" + Close; // shield-x
    public const string Shield = Open + "<path d='M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z'/>" + Close; // shield
    public const string ShieldRun = Open + "<path d='M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z'/><path d='M12 22V2'/>" + Close; // shield-half
    public const string Live = Open + "<path d='M16.247 7.761a6 6 0 0 1 0 8.478'/><path d='M19.075 4.933a10 10 0 0 1 0 14.134'/><path d='M4.925 19.067a10 10 0 0 1 0-14.134'/><path d='M7.753 16.239a6 6 0 0 1 0-8.478'/><circle cx='12' cy='12' r='2'/>" + Close; // radio
    public const string Simulated = Open + "<path d='M10 11h.01'/><path d='M14 6h.01'/><path d='M18 6h.01'/><path d='M6.5 13.1h.01'/><path d='M22 5c0 9-4 12-6 12s-6-3-6-12c0-2 2-3 6-3s6 1 6 3'/><path d='M17.4 9.9c-.8.8-2 .8-2.8 0'/><path d='M10.1 7.1C9 7.2 7.7 7.7 6 8.6c-3.5 2-4.7 3.9-3.7 5.6 4.5 7.8 9.5 8.4 11.2 7.4.9-.5 1.9-2.1 1.9-4.7'/><path d='M9.1 16.5c.3-1.1 1.4-1.7 2.4-1.4'/>" + Close; // drama
    public const string Imported = Open + "<path d='M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z'/><path d='M14 2v5a1 1 0 0 0 1 1h5'/><path d='M12 18v-6'/><path d='m9 15 3 3 3-3'/>" + Close; // file-down
    public const string Clock = Open + "<circle cx='12' cy='12' r='10'/><path d='M12 6v6l4 2'/>" + Close; // clock
    public const string Hash = Open + "<path d='M12 10a2 2 0 0 0-2 2c0 1.02-.1 2.51-.26 4'/><path d='M14 13.12c0 2.38 0 6.38-1 8.88'/><path d='M17.29 21.02c.12-.6.43-2.3.5-3.02'/><path d='M2 12a10 10 0 0 1 18-6'/><path d='M2 16h.01'/><path d='M21.8 16c.2-2 .131-5.354 0-6'/><path d='M5 19.5C5.5 18 6 15 6 12a6 6 0 0 1 .34-2'/><path d='M8.65 22c.21-.66.45-1.32.57-2'/><path d='M9 6.8a6 6 0 0 1 9 5.2v2'/>" + Close; // fingerprint
    public const string Lock = Open + "<rect width='18' height='11' x='3' y='11' rx='2' ry='2'/><path d='M7 11V7a5 5 0 0 1 10 0v4'/>" + Close; // lock
    public const string Up = Open + "<path d='M7 7h10v10'/><path d='M7 17 17 7'/>" + Close; // arrow-up-right
    public const string DownRight = Open + "<path d='m7 7 10 10'/><path d='M17 7v10H7'/>" + Close; // arrow-down-right
    public const string ArrowRight = Open + "<path d='M5 12h14'/><path d='m12 5 7 7-7 7'/>" + Close; // arrow-right
    public const string Undo = Open + "<path d='M9 14 4 9l5-5'/><path d='M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11'/>" + Close; // undo-2
    public const string Redo = Open + "<path d='m15 14 5-5-5-5'/><path d='M20 9H9.5A5.5 5.5 0 0 0 4 14.5A5.5 5.5 0 0 0 9.5 20H13'/>" + Close; // redo-2
    public const string Zoom = Open + "<path d='M8 3H5a2 2 0 0 0-2 2v3'/><path d='M21 8V5a2 2 0 0 0-2-2h-3'/><path d='M3 16v3a2 2 0 0 0 2 2h3'/><path d='M16 21h3a2 2 0 0 0 2-2v-3'/>" + Close; // maximize
    public const string Wand = Open + "<path d='m21.64 3.64-1.28-1.28a1.21 1.21 0 0 0-1.72 0L2.36 18.64a1.21 1.21 0 0 0 0 1.72l1.28 1.28a1.2 1.2 0 0 0 1.72 0L21.64 5.36a1.2 1.2 0 0 0 0-1.72'/><path d='m14 7 3 3'/><path d='M5 6v4'/><path d='M19 14v4'/><path d='M10 2v2'/><path d='M7 8H3'/><path d='M21 16h-4'/><path d='M11 3H9'/>" + Close; // wand-sparkles
    public const string List = Open + "<path d='M8 5h13'/><path d='M13 12h8'/><path d='M13 19h8'/><path d='M3 10a2 2 0 0 0 2 2h3'/><path d='M3 5v12a2 2 0 0 0 2 2h3'/>" + Close; // list-tree
    public const string Copy = Open + "<rect width='14' height='14' x='8' y='8' rx='2' ry='2'/><path d='M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2'/>" + Close; // copy
    public const string Replay = Open + "<path d='M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8'/><path d='M3 3v5h5'/>" + Close; // rotate-ccw
    public const string User = Open + "<path d='M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2'/><circle cx='12' cy='7' r='4'/>" + Close; // user
    public const string Bot = Open + "<path d='M12 8V4H8'/><rect width='16' height='12' x='4' y='8' rx='2'/><path d='M2 14h2'/><path d='M20 14h2'/><path d='M15 13v2'/><path d='M9 13v2'/>" + Close; // bot
    public const string Comment = Open + "<path d='M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719'/>" + Close; // message-circle
    public const string Export = Open + "<path d='M4.226 20.925A2 2 0 0 0 6 22h12a2 2 0 0 0 2-2V8a2.4 2.4 0 0 0-.706-1.706l-3.588-3.588A2.4 2.4 0 0 0 14 2H6a2 2 0 0 0-2 2v3.127'/><path d='M14 2v5a1 1 0 0 0 1 1h5'/><path d='m5 11-3 3'/><path d='m5 17-3-3h10'/>" + Close; // file-output
    public const string Filter = Open + "<path d='M2 5h20'/><path d='M6 12h12'/><path d='M9 19h6'/>" + Close; // list-filter
    public const string CreditCard = Open + "<rect width='20' height='14' x='2' y='5' rx='2'/><line x1='2' x2='22' y1='10' y2='10'/>" + Close; // credit-card
    public const string Smartphone = Open + "<rect width='14' height='20' x='5' y='2' rx='2' ry='2'/><path d='M12 18h.01'/>" + Close; // smartphone
    public const string Umbrella = Open + "<path d='M12 13v7a2 2 0 0 0 4 0'/><path d='M12 2v2'/><path d='M20.992 13a1 1 0 0 0 .97-1.274 10.284 10.284 0 0 0-19.923 0A1 1 0 0 0 3 13z'/>" + Close; // umbrella
    public const string Cart = Open + "<circle cx='8' cy='21' r='1'/><circle cx='19' cy='21' r='1'/><path d='M2.05 2.05h2l2.66 12.42a2 2 0 0 0 2 1.58h9.78a2 2 0 0 0 1.95-1.57l1.65-7.43H5.12'/>" + Close; // shopping-cart
    public const string Info = Open + "<circle cx='12' cy='12' r='10'/><path d='M12 16v-4'/><path d='M12 8h.01'/>" + Close; // info
    public const string Dice = Open + "<rect width='12' height='12' x='2' y='10' rx='2' ry='2'/><path d='m17.92 14 3.5-3.5a2.24 2.24 0 0 0 0-3l-5-4.92a2.24 2.24 0 0 0-3 0L10 6'/><path d='M6 18h.01'/><path d='M10 14h.01'/><path d='M15 6h.01'/><path d='M18 9h.01'/>" + Close; // dices
    public const string Freeze = Open + "<path d='m10 20-1.25-2.5L6 18'/><path d='M10 4 8.75 6.5 6 6'/><path d='m14 20 1.25-2.5L18 18'/><path d='m14 4 1.25 2.5L18 6'/><path d='m17 21-3-6h-4'/><path d='m17 3-3 6 1.5 3'/><path d='M2 12h6.5L10 9'/><path d='m20 10-1.5 2 1.5 2'/><path d='M22 12h-6.5L14 15'/><path d='m4 10 1.5 2L4 14'/><path d='m7 21 3-6-1.5-3'/><path d='m7 3 3 6h4'/>" + Close; // snowflake
    public const string Edit = Open + "<path d='M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z'/><path d='m15 5 4 4'/>" + Close; // pencil
    public const string Doc = Open + "<path d='M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z'/><path d='M14 2v5a1 1 0 0 0 1 1h5'/><path d='M10 9H8'/><path d='M16 13H8'/><path d='M16 17H8'/>" + Close; // file-text
    public const string HandOver = Open + "<path d='M14 6h8'/><path d='m18 2 4 4-4 4'/><path d='M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384'/>" + Close; // phone-forwarded
    public const string WifiOff = Open + "<path d='M12 20h.01'/><path d='M8.5 16.429a5 5 0 0 1 7 0'/><path d='M5 12.859a10 10 0 0 1 5.17-2.69'/><path d='M19 12.859a10 10 0 0 0-2.007-1.523'/><path d='M2 8.82a15 15 0 0 1 4.177-2.643'/><path d='M22 8.82a15 15 0 0 0-11.288-3.764'/><path d='m2 2 20 20'/>" + Close; // wifi-off
    public const string Group = Open + "<path d='M3 7V5c0-1.1.9-2 2-2h2'/><path d='M17 3h2c1.1 0 2 .9 2 2v2'/><path d='M21 17v2c0 1.1-.9 2-2 2h-2'/><path d='M7 21H5c-1.1 0-2-.9-2-2v-2'/><rect width='7' height='5' x='7' y='7' rx='1'/><rect width='7' height='5' x='10' y='12' rx='1'/>" + Close; // group
    public const string Print = Open + "<path d='M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2'/><path d='M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6'/><rect x='6' y='14' width='12' height='8' rx='1'/>" + Close; // printer
    public const string Minus = Open + "<path d='M5 12h14'/>" + Close; // minus
    public const string Circle = Open + "<circle cx='12' cy='12' r='10'/>" + Close; // circle
    public const string Diff = Open + "<circle cx='18' cy='18' r='3'/><circle cx='6' cy='6' r='3'/><path d='M13 6h3a2 2 0 0 1 2 2v7'/><path d='M11 18H8a2 2 0 0 1-2-2V9'/>" + Close; // git-compare
    public const string LogOut = Open + "<path d='m16 17 5-5-5-5'/><path d='M21 12H9'/><path d='M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4'/>" + Close; // log-out
    public const string Key = Open + "<path d='M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4z'/><circle cx='16.5' cy='7.5' r='.5' fill='currentColor'/>" + Close; // key-round
    public const string Left = Open + "<path d='m15 18-6-6 6-6'/>" + Close; // chevron-left
    public const string ArrowUp = Open + "<path d='m5 12 7-7 7 7'/><path d='M12 19V5'/>" + Close; // arrow-up
    public const string ArrowDown = Open + "<path d='M12 5v14'/><path d='m19 12-7 7-7-7'/>" + Close; // arrow-down
    public const string Cancel = Open + "<circle cx='12' cy='12' r='10'/><path d='m15 9-6 6'/><path d='m9 9 6 6'/>" + Close; // circle-x
    public const string Monitor = Open + "<rect width='20' height='14' x='2' y='3' rx='2'/><line x1='8' x2='16' y1='21' y2='21'/><line x1='12' x2='12' y1='17' y2='21'/>" + Close; // monitor
    public const string Table = Open + "<path d='M12 3v18'/><rect width='18' height='18' x='3' y='3' rx='2'/><path d='M3 9h18'/><path d='M3 15h18'/>" + Close; // table
    public const string ChartLine = Open + "<path d='M3 3v16a2 2 0 0 0 2 2h16'/><path d='m19 9-5 5-4-4-3 3'/>" + Close; // chart-line
    public const string Download = Open + "<path d='M12 15V3'/><path d='M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4'/><path d='m7 10 5 5 5-5'/>" + Close; // download
    public const string Trash = Open + "<path d='M10 11v6'/><path d='M14 11v6'/><path d='M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6'/><path d='M3 6h18'/><path d='M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2'/>" + Close; // trash-2
    public const string Link = Open + "<path d='M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71'/><path d='M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71'/>" + Close; // link
    public const string Eye = Open + "<path d='M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0'/><circle cx='12' cy='12' r='3'/>" + Close; // eye
    public const string Book = Open + "<path d='M12 5v16'/><path d='M20.001 19A2 2 0 0022 17V5a2 2 0 00-1.999-2L16 3.002A5 5 0 0012 5a5 5 0 00-4-2H4a2 2 0 00-2 2v12a2 2 0 001.999 2H8a5 5 0 014 2 5 5 0 014-2z'/>" + Close; // book-open
    public const string Rail = Open + "<rect width='18' height='18' x='3' y='3' rx='2'/><path d='M9 3v18'/>" + Close; // panel-left
}
