using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests.Api;

/// <summary>The whole program on a data folder of its own, with a small playbook made through the API.</summary>
public sealed class ApiHost : WebApplicationFactory<Program>
{
    public const string FirstKey = "first-key-of-the-tests-0123456789";
    public const string Playbook = "cards";
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-api-").FullName;
    private readonly (string Name, string Value)[] _settings;
    private int _keys;

    public ApiHost(params (string Name, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel(0);
    }

    public Studio Studio => Services.GetRequiredService<Studio>();

    /// <summary>While set, the log answers as it does when the disk is full.</summary>
    public bool ReadOnly { get; set; }

    public static ApiHost Start(params (string Name, string Value)[] settings)
    {
        var host = new ApiHost(settings);
        host.StartServer();
        return host;
    }

    /// <summary>A started host with the playbook and a running experiment.</summary>
    public static async Task<ApiHost> StartWithPlaybookAsync(params (string Name, string Value)[] settings)
    {
        var host = Start(settings);
        using var client = host.Client();
        await Created(client.PostAsync("/api/v1/playbooks", Json(new { key = Playbook, name = "Card offers" })));
        foreach (var act in new[] { "greet", "ask", "recommend" })
            await Ok(client.PutAsync($"/api/v1/playbooks/{Playbook}/acts/{act}", Json(new { byAgent = true })));
        await Ok(client.PutAsync($"/api/v1/playbooks/{Playbook}/acts/answer", Json(new { byCustomer = true })));
        await Created(client.PostAsync($"/api/v1/playbooks/{Playbook}/products", Json(new { key = "gold", name = "Gold card" })));
        await Created(client.PostAsync($"/api/v1/playbooks/{Playbook}/actions", Json(new { key = "ask-budget", acts = new[] { "ask" } })));
        await Created(client.PostAsync($"/api/v1/playbooks/{Playbook}/actions", Json(new { key = "recommend-gold", acts = new[] { "recommend" }, product = "gold" })));
        await Created(client.PostAsync($"/api/v1/playbooks/{Playbook}/facts", Json(new { key = "segment", type = "category", usages = new[] { "policy" }, words = new[] { "new", "loyal" } })));
        await Created(client.PostAsync($"/api/v1/playbooks/{Playbook}/facts", Json(new { key = "minor", type = "flag", usages = new[] { "rules" } })));
        await Created(client.PostAsync($"/api/v1/playbooks/{Playbook}/experiments", Json(new
        {
            key = "first",
            name = "First",
            hypothesis = "Nothing differs.",
            arms = new[] { new { key = "control", name = "Control", policy = "uniform", share = 1, control = true }, new { key = "treatment", name = "Treatment", policy = "uniform", share = 1, control = false } },
        })));
        await Ok(client.PostAsync("/api/v1/experiments/first/start", null));
        return host;
    }

    /// <summary>A client with a key, the first one where none is named; null sends none.</summary>
    public HttpClient Client(string? key = FirstKey)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = ClientOptions.BaseAddress };
        if (key is not null)
            client.DefaultRequestHeaders.Add(ApiKeyDefaults.Header, key);
        return client;
    }

    public async Task<string> KeyAsync(KeyScopes scopes) =>
        (await Services.GetRequiredService<ApiKeyService>().CreateAsync(Actor.System, scopes.ToString(), scopes)).Secret;

    public string NextKey() => $"request-{Interlocked.Increment(ref _keys)}";

    public async Task<Guid> OpenAsync(HttpClient client)
    {
        var answer = await Created(client.PostAsync($"/api/v1/playbooks/{Playbook}/conversations", Json(new
        {
            idempotencyKey = NextKey(),
            customerKey = "customer-1",
            channel = "web",
            timeZone = "Europe/Vienna",
            facts = new { segment = "loyal", minor = false },
        })));
        return answer["conversationId"]!.GetValue<Guid>();
    }

    public async Task<JsonNode> DecideAsync(HttpClient client, Guid conversation) =>
        await Created(client.PostAsync($"/api/v1/conversations/{conversation}/decisions", Json(new { idempotencyKey = NextKey() })));

    public static StringContent Json(object body) => Text(body as string ?? JsonSerializer.Serialize(body));

    public static StringContent Text(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    public static Task<JsonNode> Created(Task<HttpResponseMessage> answer) => ReadAsync(answer, HttpStatusCode.Created);

    public static Task<JsonNode> Ok(Task<HttpResponseMessage> answer) => ReadAsync(answer, HttpStatusCode.OK);

    public static async Task<JsonNode> ReadAsync(Task<HttpResponseMessage> answer, HttpStatusCode expected)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asserts an error of the API: problem+json, its status, an id, and nothing of the inside.</summary>
    public static async Task<JsonNode> ProblemAsync(Task<HttpResponseMessage> answer, HttpStatusCode expected)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("<html", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)expected, problem["status"]!.GetValue<int>());
        Assert.NotEmpty(problem["traceId"]!.GetValue<string>());
        if (expected is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        if (expected == HttpStatusCode.Unauthorized)
            Assert.Equal("ApiKey", response.Headers.WwwAuthenticate.Single().Scheme);
        return problem;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development);
        builder.UseSetting(Application.Persistence.PersistenceRegistration.DataFolderVariable, _folder);
        builder.UseSetting(ApiKeyDefaults.FirstKeySetting, FirstKey);
        builder.UseSetting(FirstAdministrator.PasswordSetting, "password-of-the-tests");
        builder.UseSetting("Logging:LogLevel:Default", "None");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
            var inner = services.Last(s => s.ServiceType == typeof(IDecisionLog)).ImplementationFactory!;
            services.Replace(ServiceDescriptor.Singleton<IDecisionLog>(provider => new SwitchableLog((IDecisionLog)inner(provider), () => ReadOnly)));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
