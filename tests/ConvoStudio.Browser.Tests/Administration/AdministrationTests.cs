using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Administration;

public sealed class AdministrationTests(BrowserApp app)
{
    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Keys_AreShownOnce_AndRevoked(int width, bool dark)
    {
        var view = new View(width, dark);
        await using var window = await app.OpenSignedInAsync(view);
        var page = window.Page;
        await window.GoAsync("settings/keys");
        await page.Locator("button[data-create]").ClickAsync();
        await Assertions.Expect(page.GetByText("Write something here.")).ToBeVisibleAsync();
        await page.GetByLabel("Name").FillAsync($"Chat server {view}");
        await page.Locator("button[data-create]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-created]")).ToContainTextAsync("cs_");
        await window.CheckAsync("keys", fullPage: true);
        await page.Locator("[data-hide]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-created]")).ToHaveCountAsync(0);
        await page.Locator($"[data-revoke='Chat server {view}']").ClickAsync();
        await page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator($"[data-key='Chat server {view}']")).ToContainTextAsync("Revoked");
        window.CheckConsole("keys");
    }

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task People_AreAddedAndCanSignIn(int width, bool dark)
    {
        var view = new View(width, dark);
        var email = $"lea-{view}@example.com";
        await using var window = await app.OpenSignedInAsync(view);
        var page = window.Page;
        await window.GoAsync("settings/people");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Name shown to others").FillAsync("Lea Brandt");
        await page.Locator("[data-newrole=compliance-officer] input").CheckAsync();
        await page.Locator("button[data-add]").ClickAsync();
        var password = await page.Locator("[data-created] [data-copy]").GetAttributeAsync("data-copy");
        await window.CheckAsync("people", fullPage: true);
        await using (var other = await app.OpenAsync(view))
        {
            await other.SignInFirstTimeAsync(email, password!, "my-own-long-password");
            await Assertions.Expect(other.Page.Locator("[data-nav='/audit']")).ToHaveCountAsync(1);
            // Not for a compliance officer.
            await Assertions.Expect(other.Page.Locator("[data-nav='/settings/people']")).ToHaveCountAsync(0);
            await other.GoAsync("settings/people");
            await Assertions.Expect(other.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Not open to your role");
        }

        await page.Locator($"[data-lock='{email}']").ClickAsync();
        await Assertions.Expect(page.Locator($"[data-person='{email}']")).ToContainTextAsync("Locked");
        await page.Locator($"[data-person='{BrowserApp.Email}'] [data-role=administrator]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-problem]")).ToContainTextAsync("last administrator");
        window.CheckConsole("people");
    }

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Audit_IsListedAndVerified(int width, bool dark)
    {
        await using var window = await app.OpenSignedInAsync(new View(width, dark));
        var page = window.Page;
        await window.GoAsync("audit");
        await page.Locator("[data-verify]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-verdict]")).ToContainTextAsync("The chain is intact");
        await page.Locator("[data-entry]").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-panel]")).ToContainTextAsync("Entry");
        await window.CheckAsync("audit");
        await window.GoAsync("jobs");
        await window.CheckAsync("jobs");
        await window.GoAsync("");
        await window.CheckAsync("home-later");
    }
}
