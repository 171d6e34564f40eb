using System.Net;
using ConvoStudio.Application.Keys;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Api;

public sealed class ApiRouteTests : IAsyncDisposable
{
    // Written by hand: who may come where is decided here and in the role table, and the two must agree.
    private static readonly Dictionary<string, KeyScopes> Expected = new(StringComparer.Ordinal)
    {
        ["POST /api/v1/playbooks/{playbook}/conversations"] = KeyScopes.Decide,
        ["POST /api/v1/conversations/{id:guid}/turns"] = KeyScopes.Decide,
        ["POST /api/v1/conversations/{id:guid}/decisions"] = KeyScopes.Decide,
        ["POST /api/v1/conversations/{id:guid}/outcomes"] = KeyScopes.Decide,
        ["POST /api/v1/conversations/{id:guid}/consents"] = KeyScopes.Decide,
        ["POST /api/v1/conversations/{id:guid}/close"] = KeyScopes.Decide,
        ["GET /api/v1/playbooks/{playbook}/rules"] = KeyScopes.All,
        ["POST /api/v1/playbooks/{playbook}/rules"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/rules/{rule}"] = KeyScopes.All,
        ["PUT /api/v1/playbooks/{playbook}/rules/{rule}"] = KeyScopes.Manage,
        ["DELETE /api/v1/playbooks/{playbook}/rules/{rule}"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/rules/{rule}/submit"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/rules/{rule}/return"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/rule-terms"] = KeyScopes.All,
        ["POST /api/v1/playbooks/{playbook}/rule-check"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/rule-preview"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/rule-trace"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/rule-imports"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/rule-verifications"] = KeyScopes.Manage,
        ["GET /api/v1/rule-verifications/{id:guid}"] = KeyScopes.All,
        ["GET /api/v1/playbooks/{playbook}/parity"] = KeyScopes.Report,
        ["POST /api/v1/playbooks/{playbook}/rules/{rule}/proxy-test"] = KeyScopes.Report,
        ["POST /api/v1/outcomes"] = KeyScopes.Report,
        ["POST /api/v1/sandbox/playbooks/{playbook}/conversations"] = KeyScopes.Decide,
        ["POST /api/v1/sandbox/conversations/{id:guid}/turns"] = KeyScopes.Decide,
        ["POST /api/v1/sandbox/conversations/{id:guid}/decisions"] = KeyScopes.Decide,
        ["POST /api/v1/sandbox/conversations/{id:guid}/outcomes"] = KeyScopes.Decide,
        ["POST /api/v1/sandbox/conversations/{id:guid}/close"] = KeyScopes.Decide,
        ["GET /api/v1/playbooks/{playbook}/tools"] = KeyScopes.All,
        ["GET /api/v1/decisions/{id:guid}"] = KeyScopes.Report,
        ["GET /api/v1/decisions/{id:guid}/replay"] = KeyScopes.Report,
        ["GET /api/v1/experiments/{key}/results"] = KeyScopes.Report,
        ["GET /api/v1/experiments/{key}/segments"] = KeyScopes.Report,
        ["GET /api/v1/experiments/{key}"] = KeyScopes.Report | KeyScopes.Manage,
        ["PUT /api/v1/experiments/{key}"] = KeyScopes.Manage,
        ["GET /api/v1/experiments/{key}/launch-checklist"] = KeyScopes.Report | KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/traffic"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/testers"] = KeyScopes.Manage,
        ["DELETE /api/v1/experiments/{key}/testers/{tester}"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/arms"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/arms/{arm}/retire"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/notes"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/experiments"] = KeyScopes.Report | KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/experiments"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/policies"] = KeyScopes.Report | KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/policies"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/start"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/pause"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/resume"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/stop"] = KeyScopes.Manage,
        ["POST /api/v1/experiments/{key}/conclude"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks"] = KeyScopes.All,
        ["POST /api/v1/playbooks"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/samples"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/samples"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}"] = KeyScopes.All,
        ["PUT /api/v1/playbooks/{playbook}"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/holdout"] = KeyScopes.Report | KeyScopes.Manage,
        ["PUT /api/v1/playbooks/{playbook}/holdout"] = KeyScopes.Manage,
        ["PUT /api/v1/playbooks/{playbook}/reward"] = KeyScopes.Manage,
        ["PUT /api/v1/playbooks/{playbook}/acts/{act}"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/products"] = KeyScopes.All,
        ["POST /api/v1/playbooks/{playbook}/products"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/products/{product}"] = KeyScopes.All,
        ["PUT /api/v1/playbooks/{playbook}/products/{product}"] = KeyScopes.Manage,
        ["DELETE /api/v1/playbooks/{playbook}/products/{product}"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/products/{product}/restore"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/actions"] = KeyScopes.All,
        ["POST /api/v1/playbooks/{playbook}/actions"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/actions/{action}"] = KeyScopes.All,
        ["PUT /api/v1/playbooks/{playbook}/actions/{action}"] = KeyScopes.Manage,
        ["DELETE /api/v1/playbooks/{playbook}/actions/{action}"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/actions/{action}/restore"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/facts"] = KeyScopes.All,
        ["POST /api/v1/playbooks/{playbook}/facts"] = KeyScopes.Manage,
        ["GET /api/v1/playbooks/{playbook}/facts/{fact}"] = KeyScopes.All,
        ["PUT /api/v1/playbooks/{playbook}/facts/{fact}"] = KeyScopes.Manage,
        ["DELETE /api/v1/playbooks/{playbook}/facts/{fact}"] = KeyScopes.Manage,
        ["POST /api/v1/playbooks/{playbook}/facts/{fact}/restore"] = KeyScopes.Manage,
        ["GET /api/v1/keys"] = KeyScopes.Manage,
        ["POST /api/v1/keys"] = KeyScopes.Manage,
        ["GET /api/v1/keys/{id:guid}"] = KeyScopes.Manage,
        ["DELETE /api/v1/keys/{id:guid}"] = KeyScopes.Manage,
        ["POST /api/v1/imports"] = KeyScopes.Manage,
        ["GET /api/v1/imports/{id:guid}"] = KeyScopes.Manage,
        ["GET /api/v1/jobs/{id:guid}"] = KeyScopes.Manage,
        ["DELETE /api/v1/jobs/{id:guid}"] = KeyScopes.Manage,
    };

    private readonly ApiHost _host = ApiHost.Start();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Routes_OfTheProgram_AreThoseOfTheTable() =>
        Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), Routes().Order(StringComparer.Ordinal));

    [Fact]
    public async Task EveryRoute_WithoutOrWithUnknownKey_Answers401()
    {
        using var nobody = _host.Client(null);
        using var stranger = _host.Client("cs_unknown");
        foreach (var route in Routes())
        {
            await ApiHost.ProblemAsync(SendAsync(nobody, route), HttpStatusCode.Unauthorized);
            await ApiHost.ProblemAsync(SendAsync(stranger, route), HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task EveryRoute_WithEachScope_OpensExactlyAsTheTableSays()
    {
        foreach (var scope in new[] { KeyScopes.Decide, KeyScopes.Report, KeyScopes.Manage })
        {
            using var client = _host.Client(await _host.KeyAsync(scope));
            foreach (var route in Routes())
            {
                if (!Expected[route].HasFlag(scope))
                {
                    await ApiHost.ProblemAsync(SendAsync(client, route), HttpStatusCode.Forbidden);
                    continue;
                }

                using var response = await SendAsync(client, route);
                Assert.False(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{scope} {route}: {response.StatusCode}");
            }
        }
    }

    [Theory, InlineData("GET", "/api/v1/nothing"), InlineData("GET", "/api"), InlineData("GET", "/api/v2/playbooks"), InlineData("GET", "/api/v1/decisions/not-an-id")]
    public async Task UnknownAddress_AskingForHtml_AnswersAProblem(string method, string path)
    {
        using var client = _host.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");
        await ApiHost.ProblemAsync(client.SendAsync(request), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task KnownAddress_WithAnotherMethod_Answers405()
    {
        using var client = _host.Client(null);
        await ApiHost.ProblemAsync(client.PatchAsync("/api/v1/playbooks", null), HttpStatusCode.MethodNotAllowed);
    }

    private IEnumerable<string> Routes() => _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText!.StartsWith("/api", StringComparison.OrdinalIgnoreCase))
        .Select(e => $"{e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} {e.RoutePattern.RawText}");

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string route)
    {
        var (method, pattern) = (route.Split(' ')[0], route.Split(' ')[1]);
        var path = pattern.Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace('{', '_').Replace('}', '_');
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT")
            request.Content = ApiHost.Text("{}");
        return client.SendAsync(request);
    }
}
