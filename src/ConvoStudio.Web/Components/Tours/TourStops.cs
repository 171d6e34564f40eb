using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Components.Playbooks;

namespace ConvoStudio.Web.Components.Tours;

/// <summary>A stop of the tour.</summary>
/// <param name="Name">Its texts are <c>Stop-{Name}-Title</c> and <c>-Text</c>.</param>
/// <param name="Target">What it points at, as a selector of data attributes.</param>
public sealed record TourStop(string Name, string Target);

/// <summary>The stops in their order, and the page of each: real pages of the current playbook and its newest rehearsal.</summary>
public sealed class TourStops(CurrentPlaybook current, RehearsalService rehearsals, StudioViews studios, PageActor actor)
{
    public static readonly IReadOnlyList<TourStop> All =
    [
        new("Board", "[data-board]"), new("Playbook", "[data-playbook]"), new("Actions", "[data-action]"), new("Rules", "[data-rule]"),
        new("Decision", "[data-conversation]"), new("Experiment", "[data-experiment]"), new("Next", "[data-nav='/imports']"),
    ];

    public static int Count => All.Count;

    /// <summary>Address of a stop; null to stay where one is.</summary>
    public async Task<string?> PageOfAsync(TourStop stop) => stop.Name switch
    {
        "Board" => await NewestAsync() is { } rehearsal ? $"/rehearsals/{rehearsal.Id}" : "/rehearsals",
        "Playbook" => null,
        "Actions" => "/actions",
        "Rules" => "/rules",
        "Decision" => await DecisionAsync(),
        "Experiment" => "/experiments",
        _ => "/",
    };

    private async Task<Rehearsal?> NewestAsync()
    {
        var person = await actor.GetAsync();
        if (await current.GetAsync() is not { } playbook || !RoleTable.Allows(person, UseCase.ReadExperiments)) return null;
        return await rehearsals.ListAsync(person, playbook.Key) is [var newest, ..] ? newest : null;
    }

    // The first decision of the newest rehearsal; while there is none, or for who may not read decisions, its conversations.
    private async Task<string?> DecisionAsync()
    {
        if (await NewestAsync() is not { } rehearsal) return "/conversations";
        if (!await actor.MayAsync(UseCase.ReadDecisions) || await studios.FindAsync(rehearsal.Id) is not { } view) return $"/rehearsals/{rehearsal.Id}/conversations";
        var first = view.Studio.Log.Read(0, 100).FirstOrDefault(e => e.Kind == LogKind.Decision);
        return first is null ? $"/rehearsals/{rehearsal.Id}/conversations" : $"{view.Root}/decisions/{LogPayloads.Read<DecisionPayload>(first).DecisionId}";
    }
}
