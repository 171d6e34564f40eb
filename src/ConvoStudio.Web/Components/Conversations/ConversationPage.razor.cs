using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
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
    private bool _loading = true;
    private (Guid, Guid?) _read;

    [Inject] public required StudioViews Views { get; init; }
    [Inject] public required IProtectedStore Texts { get; init; }

    [Parameter] public Guid Id { get; set; }
    [Parameter] public Guid? Rehearsal { get; set; }
    /// <summary>Turn as people count, from 1.</summary>
    [SupplyParameterFromQuery(Name = "turn")] public int? Turn { get; set; }

    private string ListHref => Rehearsal is { } id ? $"/rehearsals/{id}/conversations" : "/conversations";

    private IReadOnlyList<Crumb> Way => Rehearsal is { } id
        ? [new Crumb(T["Rehearsals"], "/rehearsals"), new Crumb(_view?.Rehearsal?.ExperimentName ?? T["Rehearsal"], $"/rehearsals/{id}"), new Crumb(T["Conversations"], ListHref)]
        : [new Crumb(L["GroupTalk"]), new Crumb(T["Conversations"], ListHref)];

    private string Channel => string.Join(", ", new[] { _talk!.Row.Channel, _talk.Row.Jurisdiction, _talk.Row.Locale }.Where(part => !string.IsNullOrEmpty(part)));

    protected override async Task OnParametersSetAsync()
    {
        if (_read != (Id, Rehearsal))
        {
            _read = (Id, Rehearsal);
            await ReadAsync();
        }
        Select();
    }

    private async Task ReadAsync()
    {
        _view = await Views.FindAsync(Rehearsal);
        var row = _view?.Studio.Log.FindConversation(Id);
        // Simulated customers say acts, never words.
        var texts = row is null || _view!.IsSimulated ? null : await Texts.LoadTextsAsync(Id, CancellationToken.None);
        _talk = row is null ? null : Talk.Read(row, _view!.Studio.Log.ReadConversation(row.No), texts);
        _loading = false;
    }

    private void Select()
    {
        if (_talk is null || _view is null) return;
        var decided = _talk.Turns.Where(turn => turn.Decision is not null).ToList();
        _turn = decided.FirstOrDefault(turn => turn.Number + 1 == Turn) ?? (Turn is null ? decided.FirstOrDefault() : null);
        _selected = _turn?.Decision ?? _talk.Unfollowed.FirstOrDefault(decision => Turn is null || decision.Turn + 1 == Turn);
        var hash = _selected?.Payload.ConfigurationHash ?? _talk.ConfigurationHash;
        if (_configuration?.Hash == hash) return;
        try
        {
            (_configuration, _configurationProblem) = (LogConfigurations.Load(_view.Studio.Log, hash, 0), null);
        }
        catch (InvalidDataException exception)
        {
            (_configuration, _configurationProblem) = (null, exception.Message);
        }
        _armName = _talk.Assignment is { } assignment
            ? _configuration?.Configuration.Experiments.FirstOrDefault(experiment => experiment.Key == assignment.Experiment)?.Arms.FirstOrDefault(arm => arm.Key == assignment.Arm)?.Name
            : null;
    }

    private string HrefOf(int turn) => string.Create(CultureInfo.InvariantCulture, $"{_view!.Root}/conversations/{Id}?turn={turn + 1}");

    private string NameOf(int action) => _configuration?.Configuration.Definition.Actions.FirstOrDefault(one => one.Number == action) is { } known
        ? Readable.Of(known)
        : T["ActionNumber", action];
}
