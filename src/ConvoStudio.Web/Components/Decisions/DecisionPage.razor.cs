using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Conversations;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Decisions;

public sealed partial class DecisionPage
{
    private StudioView? _view;
    private FoundDecision? _found;
    private ActiveConfiguration? _configuration;
    private IReadOnlyList<Choice> _choices = [];
    private (string Say, string Reason) _why = ("", "");
    private DecisionExplanation? _explanation;
    private Choice? _other;
    private ReplayResult? _replay;
    private string _policyName = "";
    private string? _problem;
    private bool _loading = true;
    private bool _mayReplay;
    private (Guid, Guid?) _read;

    [Inject] public required StudioViews Views { get; init; }
    [Inject] public required PageActor Actor { get; init; }

    [Parameter] public Guid Id { get; set; }
    [Parameter] public Guid? Rehearsal { get; set; }

    private string ConversationHref => string.Create(CultureInfo.InvariantCulture, $"{_view!.Root}/conversations/{_found!.Conversation.PublicId}?turn={(_found.Entry.Turn ?? 0) + 1}");

    private IReadOnlyList<Crumb> Way
    {
        get
        {
            List<Crumb> way = Rehearsal is { } id
                ? [new Crumb(T["Rehearsals"], "/rehearsals"), new Crumb(_view?.Rehearsal?.ExperimentName ?? T["Rehearsal"], $"/rehearsals/{id}")]
                : [new Crumb(L["GroupTalk"]), new Crumb(T["Conversations"], "/conversations")];
            if (_found is not null) way.Add(new Crumb(ConversationListPage.Name(_found.Conversation), ConversationHref));
            return way;
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Id, Rehearsal)) return;
        _read = (Id, Rehearsal);
        (_found, _configuration, _replay, _problem, _explanation) = (null, null, null, null, null);
        _mayReplay = await Actor.MayAsync(UseCase.Replay);
        _view = await Views.FindAsync(Rehearsal);
        try
        {
            if (_view is not null) Show(_view.Studio.Reader.Find(Id));
            if (_found is { Decision: { Forced: false, Eligible.Count: > 1 } } && RendererInfo.IsInteractive) await ExplainAsync();
        }
        catch (NotFoundException)
        {
            _found = null;
        }
        catch (InvalidDataException exception)
        {
            _problem = exception.Message;
        }
        _loading = false;
    }

    private async Task ExplainAsync()
    {
        var (studio, actor, id) = (_view!.Studio, await Actor.GetAsync(), Id);
        try
        {
            var explanation = await Task.Run(() => studio.Explainer.Explain(actor, id));
            if (id != Id) return;
            (_explanation, _other) = (explanation, Explanation.Other(_choices));
            _why = Explanation.Of(_found!.Decision, _configuration!, T, explanation);
        }
        catch (InvalidDataException)
        {
            // A policy that cannot be rebuilt is what Replay names; the row itself is whole and stays on the page.
            _explanation = null;
        }
    }

    private void Show(FoundDecision found)
    {
        var configuration = LogConfigurations.Load(_view!.Studio.Log, found.Decision.ConfigurationHash, 0);
        (_found, _configuration) = (found, configuration);
        _choices = Explanation.Choices(found.Decision, configuration);
        _why = Explanation.Of(found.Decision, configuration, T);
        _policyName = configuration.Configuration.Policies.FirstOrDefault(policy => policy.Id == found.Decision.Policy)?.Name ?? found.Decision.Policy;
    }
}
