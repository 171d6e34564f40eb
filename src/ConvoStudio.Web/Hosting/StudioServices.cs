using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Samples;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Storage;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Web.Hosting;

/// <summary>The features of the application layer.</summary>
public static class StudioServices
{
    public static void AddStudio(this WebApplicationBuilder builder)
    {
        builder.Services.AddPersistence(builder.Configuration);
        builder.Services
            .AddLiveStudio()
            .AddOutbox()
            .AddJobs()
            .AddKeys()
            .AddPlaybooks()
            .AddRuleProofs()
            .AddExperiments()
            .AddImports(builder.Configuration)
            .AddOutcomes()
            .AddSimulations()
            .AddConversationLists()
            .AddSamples()
            .AddStorage();
    }
}
