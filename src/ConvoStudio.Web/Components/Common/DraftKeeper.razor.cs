using System.Text.Json;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Common;

/// <summary>
/// Keeps what is typed into a form in this browser, by person and form, until the form is done: a reload, a lost circuit or a wrong click costs nothing.
/// Put it inside the form, once what the form shows first is there, and give it three things:
/// <code>
/// &lt;DraftKeeper @ref="_draft" TDraft="RuleDraft" Form="@($"new-rule/{Playbook.Key}")" Read="() => new RuleDraft(_key, _acts)" Write="draft => (_key, _acts) = (draft.Key, draft.Acts)" /&gt;
/// … after saving: await _draft.DoneAsync();
/// </code>
/// It looks at <see cref="Read"/> whenever the form renders, so fields that bind while typing (<c>Immediate="true"</c>) lose no letter.
/// </summary>
/// <typeparam name="TDraft">A record of plain values; written as JSON.</typeparam>
public sealed partial class DraftKeeper<TDraft> : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private readonly CancellationTokenSource _gone = new();
    private IJSObjectReference? _store;
    private string _place = "";
    private string? _first;
    private string? _kept;
    private DateTimeOffset? _restored;
    private bool _ready;
    private bool _waiting;

    [Inject] public required IJSRuntime Js { get; init; }
    [Inject] public required CurrentPerson Person { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Names the form, with what it is about: "new-rule/cards". Another name is another draft.</summary>
    [Parameter, EditorRequired] public string Form { get; set; } = "";

    /// <summary>What the form holds now.</summary>
    [Parameter, EditorRequired] public Func<TDraft> Read { get; set; } = null!;

    /// <summary>Puts a draft into the form.</summary>
    [Parameter, EditorRequired] public EventCallback<TDraft> Write { get; set; }

    /// <summary>The form was saved: nothing of it is kept any more.</summary>
    public async Task DoneAsync()
    {
        (_ready, _restored) = (false, null);
        await TryAsync(store => store.InvokeVoidAsync("remove", _place));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await RestoreAsync();
        // After restoring too: what was typed meanwhile may be followed by no other render.
        if (_ready && !_waiting && Now() != _kept) await KeepSoonAsync();
    }

    private async Task RestoreAsync()
    {
        (_first, _place) = (Now(), $"{(await Person.GetAsync())?.Id}/{Form}");
        _kept = _first;
        try
        {
            _store = await Js.InvokeAsync<IJSObjectReference>("import", "./js/drafts.js");
            var kept = await _store.InvokeAsync<KeptDraft?>("read", _place);
            // Whoever has begun to type anew in the meantime wants the new text.
            if (kept is not null && kept.Draft != _first && Now() == _first && Parse(kept.Draft) is { } draft)
            {
                (_kept, _restored) = (kept.Draft, kept.At);
                await Write.InvokeAsync(draft);
                StateHasChanged();
            }
            _ready = true;
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // The page was left before it was there.
        }
    }

    // One write for a burst of keys.
    private async Task KeepSoonAsync()
    {
        _waiting = true;
        try
        {
            await Task.Delay(Quiet, Clock, _gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        _waiting = false;
        await KeepAsync();
    }

    private Task KeepAsync()
    {
        var now = Now();
        if (!_ready || now == _kept) return Task.CompletedTask;
        _kept = now;
        return TryAsync(store => now == _first ? store.InvokeVoidAsync("remove", _place) : store.InvokeVoidAsync("keep", _place, new KeptDraft(Clock.GetUtcNow(), now)));
    }

    private async Task DiscardAsync()
    {
        (_restored, _kept) = (null, _first);
        if (Parse(_first!) is { } first) await Write.InvokeAsync(first);
        await TryAsync(store => store.InvokeVoidAsync("remove", _place));
    }

    private string Now() => JsonSerializer.Serialize(Read(), JsonSerializerOptions.Web);

    // A draft of an older version of the form may not fit any more; then there is none.
    private static TDraft? Parse(string draft)
    {
        try
        {
            return JsonSerializer.Deserialize<TDraft>(draft, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task TryAsync(Func<IJSObjectReference, ValueTask> action)
    {
        try
        {
            if (_store is not null) await action(_store);
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // The browser is away; what was kept last is still there.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        // The last letters before the page was left.
        await KeepAsync();
        await TryAsync(store => store.DisposeAsync());
    }

    private sealed record KeptDraft(DateTimeOffset At, string Draft);
}
