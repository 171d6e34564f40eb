using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Api;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task Document_ListsEveryRouteWithErrorsExamplesAndTheKey()
    {
        await using var host = ApiHost.Start();
        using var client = host.Client(null);
        var document = await ApiHost.Ok(client.GetAsync("/openapi/v1.json"));
        var listed = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}"));
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .Select(e => $"{e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} {e.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)}");
        Assert.Equal(routes.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.Equal("X-Api-Key", document["components"]!["securitySchemes"]!["apiKey"]!["name"]!.GetValue<string>());
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                Assert.NotEmpty(operation!["summary"]!.GetValue<string>());
                Assert.NotNull(operation["responses"]!["401"]!["content"]!["application/problem+json"]!["schema"]);
                if (operation["requestBody"]?["content"]?["application/json"] is { } body)
                {
                    Assert.NotNull(operation["responses"]!["400"]);
                    var schema = Resolve(document, body["schema"]!);
                    // The example names fields of the schema only.
                    Assert.All(body["example"]!.AsObject(), field => Assert.True(schema["properties"]!.AsObject().ContainsKey(field.Key), $"{method} {path}: {field.Key}"));
                }
            }
        }
    }

    [Fact]
    public async Task ReferencePage_CarriesItsOwnPolicyAndItsScriptFromHere()
    {
        await using var host = ApiHost.Start();
        using var client = host.Client(null);
        using var page = await client.GetAsync("/scalar/");
        var html = await page.Content.ReadAsStringAsync();
        Assert.True(page.IsSuccessStatusCode, page.StatusCode.ToString());
        Assert.Contains("style-src 'self' 'unsafe-inline'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
        using var other = await client.GetAsync("/login");
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", other.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;
}
