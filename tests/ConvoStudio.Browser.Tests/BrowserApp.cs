using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ConvoStudio.Browser.Tests.BrowserApp))]

namespace ConvoStudio.Browser.Tests;

/// <summary>One real server on a free port with its own data folder, and one Chromium, for all browser tests.</summary>
public sealed class BrowserApp : IAsyncLifetime
{
    public const string Email = "mara.novak@example.com";
    public const string Password = "correct-horse-battery";
    /// <summary>Milliseconds a step may take.</summary>
    public const int Patience = 15_000;

    private readonly string _data = Directory.CreateTempSubdirectory("convostudio-browser-").FullName;
    private StudioFactory? _factory;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the server listens, with a slash at the end.</summary>
    public Uri Address { get; private set; } = new("http://localhost/");

    public IServiceProvider Services => _factory!.Services;

    public async ValueTask InitializeAsync()
    {
        // As patient as a click: how fast a busy machine answers is no finding of these tests.
        Assertions.SetDefaultExpectTimeout(Patience);
        _factory = new StudioFactory(_data);
        _factory.UseKestrel(0);
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumPath(),
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh browser window, not signed in.</summary>
    public async Task<ConsoleWindow> OpenAsync(View view)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = view.Width, Height = 800 },
            ColorScheme = view.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        return new ConsoleWindow(context, await context.NewPageAsync(), view);
    }

    /// <summary>A window of the administrator on the home page.</summary>
    /// <param name="playbook">The playbook this browser looked at last; null for none yet. Other tests make playbooks of their own in the same studio.</param>
    public async Task<ConsoleWindow> OpenSignedInAsync(View view, string? playbook = null)
    {
        var window = await OpenAsync(view);
        if (playbook is not null)
            await window.Page.Context.AddCookiesAsync([new() { Name = CurrentPlaybook.CookieName, Value = playbook, Url = Address.ToString() }]);
        await window.SignInAsync(Email, Password);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_factory is not null) await _factory.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private static string ChromiumPath()
    {
        string?[] places = [Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        return places.FirstOrDefault(place => File.Exists(place))
            ?? throw new FileNotFoundException("Chromium was not found. Run tests/run.sh, which installs it, or name one in CHROMIUM_PATH.");
    }

    private sealed class StudioFactory(string data) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // Static files of an unpublished build are served in Development alone.
            builder.UseEnvironment("Development");
            builder.UseSetting(DataFolderLocation.Setting, data);
            builder.UseSetting(FirstAdministrator.EmailSetting, Email);
            builder.UseSetting(FirstAdministrator.PasswordSetting, Password);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.ConfigureServices(services => services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1)));
        }
    }
}
