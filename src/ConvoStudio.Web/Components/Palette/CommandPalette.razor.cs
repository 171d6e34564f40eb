using System.Security.Claims;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>Finds pages, things and commands from anywhere.</summary>
public sealed partial class CommandPalette : IAsyncDisposable
{
    private const int FewestDigits = 4;
    private const int MostRecent = 5;
    private ElementReference _dialog;
    private DotNetObjectReference<CommandPalette>? _self;
    private IJSObjectReference? _script;
    private PaletteScope? _scope;
    private IReadOnlyList<PaletteEntry>? _entries;
    private IReadOnlyList<PaletteEntry> _recent = [];
    private IReadOnlyList<PaletteEntry> _shown = [];
    private string _text = "";
    private bool _ended;

    [Inject] public required IEnumerable<IPaletteSource> Sources { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required IJSRuntime Js { get; init; }
    [Inject] public required IStringLocalizer<PaletteTexts> T { get; init; }
    [Parameter, EditorRequired] public string PersonId { get; set; } = "";
    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/palette.js"]);
            // Signing out and in again replaces the shell; this one may have ended while its script was on the way.
            if (_ended)
            {
                await _script.DisposeAsync();
                return;
            }

            _self = DotNetObjectReference.Create(this);
            await _script.InvokeVoidAsync("attach", _dialog, _self);
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // The page was left before it was there.
        }
    }

    /// <summary>The dialog has opened; everything is read anew, since things may have been added.</summary>
    /// <param name="recent">What this browser opened last.</param>
    [JSInvokable]
    public async Task OpenedAsync(IReadOnlyList<RecentEntry> recent)
    {
        // The browser's store can hold anything: only ways inside the console are taken from it.
        _recent = [.. recent.Where(entry => LocalUrl.IsLocal(entry.Href) && !string.IsNullOrWhiteSpace(entry.Text)).Take(MostRecent)
            .Select(entry => new PaletteEntry(PaletteGroup.Recent, entry.Text!, Icon.Clock, entry.Href, entry.Note))];
        var person = Authentication is null ? new ClaimsPrincipal() : (await Authentication).User;
        _scope = new PaletteScope(await Actor.GetAsync(), person, await Current.GetAsync());
        List<PaletteEntry> entries = [];
        foreach (var source in Sources) entries.AddRange(await source.ListAsync(_scope));
        _entries = entries;
        await SearchAsync("");
        StateHasChanged();
    }

    private async Task SearchAsync(string? typed)
    {
        _text = typed ?? "";
        if (_entries is null) return;
        var text = _text.Trim();
        if (text.Length == 0) _shown = [.. _recent, .. PaletteSearch.Find(_entries.Where(entry => entry.Group is PaletteGroup.Pages or PaletteGroup.Do), "")];
        else if (text.StartsWith('>')) _shown = PaletteSearch.Find(_entries.Where(entry => entry.Group == PaletteGroup.Do), text[1..]);
        else if (Id(text) is { } id) _shown = await FindAsync(id);
        else _shown = text.StartsWith('#') ? [] : PaletteSearch.Find(_entries, text);
    }

    // "#3f2a" or a whole id as it was copied from somewhere.
    private static string? Id(string text)
    {
        var digits = text.TrimStart('#').Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        var asked = text.StartsWith('#') ? digits.Length is >= FewestDigits and <= 32 : digits.Length == 32;
        return asked && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    private async Task<IReadOnlyList<PaletteEntry>> FindAsync(string id)
    {
        List<PaletteEntry> found = [];
        foreach (var source in Sources) found.AddRange(await source.FindAsync(_scope!, id));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        _self?.Dispose();
        try
        {
            if (_script is not null) await _script.DisposeAsync();
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // The browser went first.
        }
    }

    /// <summary>What the browser remembers of an entry that was opened.</summary>
    public sealed record RecentEntry(string? Href, string? Text, string? Note);
}
