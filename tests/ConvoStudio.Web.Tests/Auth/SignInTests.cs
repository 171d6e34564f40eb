using System.Net;
using System.Text.RegularExpressions;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Layout;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Auth;

public sealed partial class SignInTests : IAsyncLifetime
{
    private readonly StudioApp _app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Home_NotSignedIn_LeadsToLoginAndKeepsTheWay()
    {
        using var client = _app.NewClient();
        var answer = await client.GetAsync("/words?x=1");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login?returnUrl=%2Fwords%3Fx%3D1", answer.Headers.Location!.PathAndQuery);
    }

    [Theory, InlineData("/words", "/words"), InlineData("//evil.example", "/"), InlineData("/\\evil.example", "/"), InlineData("https://evil.example/", "/")]
    public async Task SignIn_RightPassword_GoesToALocalAddressOnly(string wanted, string expected)
    {
        using var client = _app.NewClient();
        var answer = await SignInAsync(client, StudioApp.Email, StudioApp.Password, wanted);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, Path(answer.Headers.Location!));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task SignIn_WrongPassword_SaysTheSameForKnownAndUnknownAddress()
    {
        using var client = _app.NewClient();
        var known = await Problem(await SignInAsync(client, StudioApp.Email, "wrong-password-1"));
        var unknown = await Problem(await SignInAsync(client, "nobody@example.com", "wrong-password-1"));
        Assert.Contains("not right", known, StringComparison.Ordinal);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task SignIn_SixthTryAfterFiveWrong_IsLockedEvenWithTheRightPassword()
    {
        using var client = _app.NewClient();
        for (var i = 0; i < 5; i++) await SignInAsync(client, StudioApp.Email, "wrong-password-1");
        Assert.Contains("Too many tries", await Problem(await SignInAsync(client, StudioApp.Email, StudioApp.Password)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutToken_IsRefused()
    {
        using var client = _app.NewClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "login", ["Input.Email"] = StudioApp.Email, ["Input.Password"] = StudioApp.Password });
        var answer = await client.PostAsync("/login", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task SignOut_WithoutToken_IsRefused_AndThePersonStaysSignedIn()
    {
        using var client = _app.NewClient();
        await SignInAsync(client, StudioApp.Email, StudioApp.Password);
        using var empty = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/account/sign-out", empty)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task ChangePassword_NewOneWorks_OldOneDoesNot()
    {
        const string changed = "another-long-password";
        using var client = _app.NewClient();
        await SignInAsync(client, StudioApp.Email, StudioApp.Password);
        var answer = await PostFormAsync(client, "/account/password", new() { ["_handler"] = "password", ["Input.Current"] = StudioApp.Password, ["Input.Wanted"] = changed });
        Assert.Equal("/account?saved=password", Path(answer.Headers.Location!));

        using var other = _app.NewClient();
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(other, StudioApp.Email, StudioApp.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(other, StudioApp.Email, changed)).StatusCode);
    }

    [Fact]
    public async Task OneTimePassword_OpensOnlyThePageThatEndsIt()
    {
        const string chosen = "my-own-long-password";
        var administrator = Actor.Person("seed", "Seed", [Roles.Administrator]);
        var oneTime = await _app.Services.GetRequiredService<PeopleService>().AddAsync(administrator, "lea@example.com", "Lea Brandt", [Roles.Analyst]);
        using var client = _app.NewClient();
        await SignInAsync(client, "lea@example.com", oneTime);
        foreach (var path in (string[])["/", "/experiments", "/account"])
            Assert.Equal("/account/password", Path((await client.GetAsync(path)).Headers.Location!));
        using var empty = new StringContent("");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", empty)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/css/theme.css")).StatusCode);
        var same = await PostFormAsync(client, "/account/password", new() { ["_handler"] = "password", ["Input.Current"] = oneTime, ["Input.Wanted"] = oneTime });
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        var changed = await PostFormAsync(client, "/account/password", new() { ["_handler"] = "password", ["Input.Current"] = oneTime, ["Input.Wanted"] = chosen });
        Assert.Equal("/", Path(changed.Headers.Location!));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task EveryPageOfTheNavigation_IsWholeBeforeAnyCircuit()
    {
        using var client = _app.NewClient();
        await SignInAsync(client, StudioApp.Email, StudioApp.Password);
        foreach (var item in _app.Services.GetServices<NavigationItem>())
        {
            var answer = await client.GetAsync(item.Href);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK && page.Contains("<h1", StringComparison.Ordinal), $"{item.Href} answered {answer.StatusCode} without a heading.");
            Assert.False(page.Contains("data-state=\"loading\"", StringComparison.Ordinal), $"{item.Href} is still loading in the first answer.");
        }
    }

    [Theory, InlineData("/api/v1/playbooks"), InlineData("/hubs/anything")]
    public async Task MachinePath_NotSignedIn_Gets401WithoutHtml(string path)
    {
        using var client = _app.NewClient();
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain("<html", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Path(Uri location) => location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;

    private static async Task<string> Problem(HttpResponseMessage answer) =>
        ProblemText().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password, string? returnUrl = null) =>
        PostFormAsync(client, "/login" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl)),
            new() { ["_handler"] = "login", ["Input.Email"] = email, ["Input.Password"] = password });

    private static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string path, Dictionary<string, string> fields)
    {
        var page = await client.GetStringAsync(path);
        fields["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(path, form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("data-problem>.*</span>([^<]+)</p>")]
    private static partial Regex ProblemText();
}
