using System.Net;
using ConvoStudio.Web.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests.Hosting;

public sealed class HostingTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Theory, InlineData("/health/live"), InlineData("/health/ready")]
    public async Task Health_WithoutSignIn_IsHealthy(string path)
    {
        using var client = app.NewClient();
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task EveryAnswer_CarriesThePolicy_WithItsOwnNonce()
    {
        using var client = app.NewClient();
        var first = await client.GetAsync("/login");
        var second = await client.GetAsync("/login");
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var scripts = policy.Split("; ").Single(part => part.StartsWith("script-src ", StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task LoginPage_EveryScript_IsAFileWithTheNonceOfTheHeader_AndNoStyleElement()
    {
        using var client = app.NewClient();
        var answer = await client.GetAsync("/login");
        var page = await answer.Content.ReadAsStringAsync();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var scripts = page.Split("<script ").Skip(1).Select(rest => rest[..rest.IndexOf('>', StringComparison.Ordinal)]).ToList();
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script =>
        {
            Assert.Contains("src=\"", script, StringComparison.Ordinal);
            var nonce = script.Split("nonce=\"")[1].Split('"')[0];
            Assert.Contains($"'nonce-{WebUtility.HtmlDecode(nonce)}'", policy, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick=", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("dark.dark", "dark", "dark"), InlineData("system.dark", "dark", "system"), InlineData("light.light", "light", "light"), InlineData("\"><script>", "light", "system")]
    public async Task Theme_FromTheCookie_IsInTheFirstByte(string cookie, string shown, string mode)
    {
        using var client = app.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.Add("Cookie", "cs-theme=" + Uri.EscapeDataString(cookie));
        var page = await (await client.SendAsync(request)).Content.ReadAsStringAsync();
        Assert.Contains($"<html lang=\"en\" data-theme=\"{shown}\" data-theme-mode=\"{mode}\">", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("/css/theme.css"), InlineData("/css/app.css"), InlineData("/js/charts.js"), InlineData("/lib/apexcharts/apexcharts.min.js"), InlineData("/lib/inter/LICENSE.txt"), InlineData("/lib/jetbrains-mono/LICENSE.txt"), InlineData("/lib/lucide/LICENSE.txt"), InlineData("/favicon.svg")]
    public async Task Files_AreServedWithoutSignIn(string path)
    {
        using var client = app.NewClient();
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 200);
    }

    [Fact]
    public void DataFolder_Named_Wins_ElseRepositoryInDevelopment_ElseLocalApplicationData()
    {
        var inside = Path.Combine(RepositoryFiles.Root, "src", "ConvoStudio.Web");
        Assert.Equal(Path.GetFullPath("/tmp/some"), DataFolderLocation.Resolve("/tmp/some", new FakeEnvironment("Development", inside)));
        Assert.Equal(Path.Combine(RepositoryFiles.Root, ".data"), DataFolderLocation.Resolve(null, new FakeEnvironment("Development", inside)));
        Assert.EndsWith("ConvoStudio", DataFolderLocation.Resolve(" ", new FakeEnvironment("Production", inside)), StringComparison.Ordinal);
    }

    private sealed class FakeEnvironment(string name, string root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "ConvoStudio";
        public string ContentRootPath { get; set; } = root;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
