using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.Notifications;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Samples;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Storage;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Components.Notifications;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Components.Samples;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests;

/// <summary>Base of page tests: the real services on their own data folder, and one person with the roles a test gives.</summary>
public abstract class PageTest : ComponentTest
{
    private readonly string _data = Directory.CreateTempSubdirectory("convostudio-page-").FullName;

    private readonly BunitAuthorizationContext _authorization;

    protected PageTest()
    {
        _authorization = AddAuthorization();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(PersistenceRegistration.DataFolderVariable, _data)]).Build();
        Services.AddSingleton<IConfiguration>(configuration);
        Services
            .AddPersistence(configuration)
            .AddLiveStudio()
            .AddOutbox()
            .AddJobs()
            .AddNotifications()
            .AddKeys()
            .AddPlaybooks()
            .AddPolicies()
            .AddRuleProofs()
            .AddExperiments()
            .AddImports(configuration)
            .AddOutcomes()
            .AddSimulations()
            .AddConversationLists()
            .AddSamples()
            .AddStorage();
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddScoped<CurrentPerson>();
        Services.AddScoped<PageActor>();
        Services.AddScoped<CurrentPlaybook>();
        Services.AddHome();
        Services.AddNotificationBell();
        Services.AddSamplePages();
        Services.AddScoped<BrowserFile>().AddScoped<BrowserZone>();
    }

    /// <summary>Somebody else, with every role, who works past the page.</summary>
    protected static IActor Other { get; } = Actor.Person("other", "Tom Reiter", Roles.All);

    protected T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Opens the database and signs a person in.</summary>
    protected async Task SignInAsync(params string[] roles)
    {
        _authorization.SetAuthorized("mara");
        _authorization.SetRoles(roles);
        _authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, "mara"));
        await Get<StudioDatabase>().OpenAsync();
        await using var database = await Get<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
        database.Users.Add(new StudioUser { Id = "mara", UserName = "mara", Email = "mara@example.com", DisplayName = "Mara Novak" });
        await database.SaveChangesAsync();
    }

    protected Task<Playbook> CreatePlaybookAsync(string key = "cards") => Get<PlaybookService>().CreateAsync(Other, key, $"Playbook {key}");

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
