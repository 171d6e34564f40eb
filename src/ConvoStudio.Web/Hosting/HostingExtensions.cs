using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ConvoStudio.Web.Hosting;

/// <summary>Folder, address and files of the one process.</summary>
public static class HostingExtensions
{
    private const string DefaultAddress = "http://localhost:5080";

    public static void AddDataFolder(this WebApplicationBuilder builder)
    {
        var folder = new DataFolder(DataFolderLocation.Resolve(builder.Configuration[DataFolderLocation.Setting], builder.Environment));
        // Whoever reads the keys can write sign-in cookies.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        builder.Configuration[DataFolderLocation.Setting] = folder.Root;
        builder.Services.AddDataProtection().SetApplicationName("ConvoStudio").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
    }

    /// <summary>Anything that names an address (ASPNETCORE_URLS, --urls, ports, Kestrel endpoints) wins over ours.</summary>
    public static void AddDefaultAddress(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        string[] settings = ["urls", "http_ports", "https_ports"];
        if (settings.All(setting => string.IsNullOrEmpty(configuration[setting])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultAddress);
    }

    /// <summary>Prints where the console is; the framework's own line is filtered with its log level.</summary>
    public static void AnnounceAddress(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses) app.Logger.LogInformation("ConvoStudio listens on {Address}", address);
        app.Logger.LogInformation("Data folder: {Folder}", app.Services.GetRequiredService<DataFolder>().Root);
    });

    public static void MapAssets(this WebApplication app) => app.MapStaticAssets().AllowAnonymous();
}
