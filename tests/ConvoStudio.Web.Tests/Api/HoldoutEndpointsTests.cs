using System.Net;

namespace ConvoStudio.Web.Tests.Api;

public sealed class HoldoutEndpointsTests : IAsyncLifetime
{
    private const string Holdout = $"/api/v1/playbooks/{ApiHost.Playbook}/holdout";
    private ApiHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartWithPlaybookAsync();
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Set_IsReadBack_AndEnds()
    {
        var before = await ApiHost.Ok(_client.GetAsync(Holdout));
        Assert.Equal(0, before["share"]!.GetValue<double>());
        Assert.Null(before["policy"]);
        var version = before["version"]!.GetValue<int>();
        var set = await ApiHost.Ok(_client.PutAsync(Holdout, ApiHost.Text($$"""{"share":0.05,"policy":"uniform","reason":"What is it worth?","version":{{version}}}""")));
        Assert.Equal((0.05, "uniform", "What is it worth?"), (set["share"]!.GetValue<double>(), set["policy"]!.GetValue<string>(), set["reason"]!.GetValue<string>()));
        Assert.Equal(set["since"]!.ToJsonString(), (await ApiHost.Ok(_client.GetAsync(Holdout)))["since"]!.ToJsonString());
        var ended = await ApiHost.Ok(_client.PutAsync(Holdout, ApiHost.Text($$"""{"share":0,"reason":"Seen enough.","version":{{version + 1}}}""")));
        Assert.Equal(0, ended["share"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("""{"share":0.6,"policy":"uniform","reason":"r","version":1}""", "share")]
    [InlineData("""{"policy":"uniform","reason":"r","version":1}""", "share")]
    [InlineData("""{"share":0.1,"policy":"nobody","version":1}""", "policy reason")]
    [InlineData("""{"share":0.1,"policy":"uniform","reason":"r"}""", "version")]
    public async Task Set_Wrong_NamesTheFields(string body, string fields)
    {
        var version = (await ApiHost.Ok(_client.GetAsync(Holdout)))["version"]!.GetValue<int>();
        var problem = await ApiHost.ProblemAsync(_client.PutAsync(Holdout, ApiHost.Text(body.Replace("\"version\":1", $"\"version\":{version}", StringComparison.Ordinal))), HttpStatusCode.BadRequest);
        Assert.Equal(fields.Split(' '), problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Set_OnAnOlderVersion_OrWithoutTheScope_IsRefused()
    {
        await ApiHost.ProblemAsync(_client.PutAsync(Holdout, ApiHost.Text("""{"share":0.1,"policy":"uniform","reason":"r","version":-1}""")), HttpStatusCode.Conflict);
        using var reporter = _host.Client(await _host.KeyAsync(Application.Keys.KeyScopes.Report));
        await ApiHost.Ok(reporter.GetAsync(Holdout));
        await ApiHost.ProblemAsync(reporter.PutAsync(Holdout, ApiHost.Text("""{"share":0.1,"policy":"uniform","reason":"r","version":1}""")), HttpStatusCode.Forbidden);
    }
}
