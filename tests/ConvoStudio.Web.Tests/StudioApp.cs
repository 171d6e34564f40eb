using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests;

/// <summary>The whole program in memory, with its own data folder and one administrator.</summary>
public sealed class StudioApp : WebApplicationFactory<Program>
{
    public const string Email = "admin@example.com";
    public const string Password = "correct-horse-battery";

    public string Data { get; } = Directory.CreateTempSubdirectory("convostudio-web-").FullName;

    /// <summary>A browser without a page: keeps cookies, follows nothing.</summary>
    public HttpClient NewClient() => CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting(DataFolderLocation.Setting, Data);
        builder.UseSetting(FirstAdministrator.EmailSetting, Email);
        builder.UseSetting(FirstAdministrator.PasswordSetting, Password);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureServices(services => services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
    }
}
