using ConvoStudio.Application.People;
using ConvoStudio.Application.Samples;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Components.Tours;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Samples;

/// <summary>From one click to a moving board: load, rehearse, look.</summary>
public sealed class SampleStart(
    SamplePlaybooks samples, RehearsalService rehearsals, CurrentPlaybook current, PageActor actor, TourState tour, NavigationManager navigation)
{
    /// <summary>Customers of the first rehearsal: half a minute of watching, at a pace that a fast machine keeps too.</summary>
    public const int FirstCustomers = 30 * RehearsalService.WatchedPerSecond;

    /// <summary>The samples, and whether the person may load one. None for somebody who may not read playbooks.</summary>
    public async Task<(IReadOnlyList<SampleSummary> Samples, bool MayLoad)> ListAsync()
    {
        var person = await actor.GetAsync();
        if (!RoleTable.Allows(person, UseCase.ReadPlaybooks)) return ([], false);
        return (await samples.ListAsync(person), RoleTable.Allows(person, UseCase.CreatePlaybook) && RoleTable.Allows(person, UseCase.Rehearse));
    }

    /// <summary>Loads a sample, starts its first rehearsal and opens the board; the tour begins there for who has not taken or skipped it.</summary>
    public async Task LoadAsync(string sample)
    {
        var person = await actor.GetAsync();
        var loaded = await samples.LoadAsync(person, sample);
        var rehearsal = await rehearsals.StartAsync(person, loaded.Experiment, FirstCustomers, seed: 1, perSecond: RehearsalService.WatchedPerSecond);
        await current.SelectAsync(loaded.Playbook);
        navigation.NavigateTo($"/rehearsals/{rehearsal.Id}");
        await tour.OfferAsync();
    }
}
