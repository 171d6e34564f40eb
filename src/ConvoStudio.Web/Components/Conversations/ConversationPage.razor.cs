using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Segments;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Conversations;

public sealed partial class ConversationPage
{
    private StudioView? _view;
    private Talk? _talk;
    private TalkDecision? _selected;
    private TalkTurn? _turn;
    private ActiveConfiguration? _configuration;
    private string? _configurationProblem;
    private string? _armName;
    private IReadOnlyList<LogEntry> _entries = [];
    private IReadOnlyList<string> _stages = [];
    private string? _stage;
    private Guid? _newer;
    private Guid? _older;
    private bool _loading = true;
    private (Guid, Guid?, string?) _read;

    [Inject] public required StudioViews Views { get; init; }
    [Inject] public required SegmentService Segments { get; init; }
    [Inject] public required IProtectedStore Texts { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter] public Guid Id { get; set; }
    [Parameter] public Guid? Rehearsal { get; set; }
    /// <summary>Turn as people count, from 1.</summary>
    [SupplyParameterFromQuery(Name = "turn")] public int? Turn { get; set; }
    /// <summary>The filter of the list it was opened from, as it stands in that list's address.</summary>
    [SupplyParameterFromQuery(Name = "list")] public string? List { get; set; }

    private string ListHref => (Rehearsal is { } id ? $"/rehearsals/{id}/conversations" : "/conversations") + (string.IsNullOrEmpty(List) ? "" : $"?{ConversationQuery.Parse(List)}");

    private IReadOnlyList<Crumb> Way => Rehearsal is { } id
        ? [new Crumb(T["Rehearsals"], "/rehearsals"), new Crumb(_view?.Rehearsal?.ExperimentName ?? T["Rehearsal"], $"/rehearsals/{id}"), new Crumb(T["Conversations"], ListHref)]
        : [new Crumb(L["GroupTalk"]), new Crumb(T["Conversations"], ListHref)];

    private string Channel => string.Join(", ", new[] { _talk!.Row.Channel, _talk.Row.Jurisdiction, _talk.Row.Locale }.Where(part => !string.IsNullOrEmpty(part)));

    protected override async Task OnParametersSetAsync()
    {
        if (_read != (Id, Rehearsal, List))
        {
            _read = (Id, Rehearsal, List);
            await ReadAsync();
        }
        Select();
    }

    // All at once: parameters may be set again while this reads, and half of the next conversation must not be shown.
    private async Task ReadAsync()
    {
        var wanted = _read;
        var view = await Views.FindAsync(Rehearsal);
        var row = view?.Studio.Log.FindConversation(Id);
        // Simulated customers say acts, never words.
        var texts = row is null || view!.IsSimulated ? null : await Texts.LoadTextsAsync(Id, CancellationToken.None);
        IReadOnlyList<LogEntry> entries = row is null ? [] : view!.Studio.Log.ReadConversation(row.No);
        var (newer, older) = row is null ? (null, null) : await NeighborsAsync(view!, row);
        if (wanted != _read) return;
        (_view, _entries, _talk) = (view, entries, row is null ? null : Talk.Read(row, entries, texts));
        (_newer, _older, _loading) = (newer, older, false);
    }

    private async Task<(Guid? Newer, Guid? Older)> NeighborsAsync(StudioView view, ConversationRow row)
    {
        var actor = await Actor.GetAsync();
        var filter = await ConversationQuery.Parse(List).ToFilterAsync(Segments, actor, row.Playbook, view.Studio);
        return await Task.Run(() => view.Index.Neighbors(actor, filter, row.No));
    }

    private void Select()
    {
        if (_talk is null || _view is null) return;
        var decided = _talk.Turns.Where(turn => turn.Decision is not null).ToList();
        _turn = decided.FirstOrDefault(turn => turn.Number + 1 == Turn) ?? (Turn is null ? decided.FirstOrDefault() : null);
        _selected = _turn?.Decision ?? _talk.Unfollowed.FirstOrDefault(decision => Turn is null || decision.Turn + 1 == Turn);
        var hash = _selected?.Payload.ConfigurationHash ?? _talk.ConfigurationHash;
        if (_configuration?.Hash != hash) Load(hash);
        if (_configuration is null) return;
        var actions = _configuration.Configuration.Definition.Actions;
        _stages = [.. actions.Where(action => !action.Archived && action.Stage is not null).Select(action => action.Stage!).Distinct(StringComparer.Ordinal)];
        _stage = _selected is { } chosen ? actions.FirstOrDefault(action => action.Number == chosen.Payload.Drawn)?.Stage : null;
    }

    private void Load(string hash)
    {
        try
        {
            (_configuration, _configurationProblem) = (LogConfigurations.Load(_view!.Studio.Log, hash, 0), null);
        }
        catch (InvalidDataException exception)
        {
            (_configuration, _configurationProblem) = (null, exception.Message);
        }
        _armName = _talk!.Assignment is { } assignment
            ? _configuration?.Configuration.Experiments.FirstOrDefault(experiment => experiment.Key == assignment.Experiment)?.Arms.FirstOrDefault(arm => arm.Key == assignment.Arm)?.Name
            : null;
    }

    private string HrefOf(int turn) => string.Create(CultureInfo.InvariantCulture, $"{_view!.Root}/conversations/{Id}?turn={turn + 1}{(string.IsNullOrEmpty(List) ? "" : $"&list={Uri.EscapeDataString(List)}")}");

    // A fact may have been open when it was said and protected since.
    private bool MayName(string fact) =>
        _view!.Studio.Configurations.Find(_talk!.Row.Playbook)?.Configuration.Definition.Facts.Any(one => one.Key == fact && !one.Usages.HasFlag(FactUsages.Policy)) != true;

    private RenderFragment Neighbor(Guid? id, string words, string icon, string name) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "class", "cs-iconbtn");
        builder.AddAttribute(2, "aria-label", words);
        builder.AddAttribute(3, "title", words);
        builder.AddAttribute(4, $"data-{name}", "true");
        if (id is { } other)
            builder.AddAttribute(5, "href", $"{_view!.Root}/conversations/{other}{(string.IsNullOrEmpty(List) ? "" : $"?list={Uri.EscapeDataString(List)}")}");
        else
            builder.AddMultipleAttributes(6, [new("aria-disabled", "true"), new("role", "link")]);
        builder.OpenComponent<Ic>(7);
        builder.AddComponentParameter(8, nameof(Ic.Icon), icon);
        builder.AddComponentParameter(9, nameof(Ic.Size), 18);
        builder.CloseComponent();
        builder.CloseElement();
    };

    private async Task ReadAgainAsync()
    {
        await ReadAsync();
        Select();
    }

    private string NameOfKey(string key) => _configuration?.Configuration.Definition.Actions.FirstOrDefault(one => one.Key == key) is { } known ? Readable.Of(known) : Readable.Of(key);

    private string NameOf(int action) => _configuration?.Configuration.Definition.Actions.FirstOrDefault(one => one.Number == action) is { } known
        ? Readable.Of(known)
        : T["ActionNumber", action];
}
