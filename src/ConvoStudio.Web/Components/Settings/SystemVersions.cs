using System.Reflection;
using System.Runtime.InteropServices;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;

using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Components.Settings;

/// <summary>What runs here; asked for in every report of a fault.</summary>
/// <param name="Schema">Last migration of studio.db, then the version of log.db.</param>
public sealed record SystemVersions(string Studio, string Runtime, string Sqlite, string Schema, string Kernel)
{
    public static async Task<SystemVersions> ReadAsync(LogInspection inspection, IDbContextFactory<StudioDbContext> databases)
    {
        var log = inspection.Versions();
        await using var database = await databases.CreateDbContextAsync();
        var migration = (await database.Database.GetAppliedMigrationsAsync()).LastOrDefault() ?? "";
        var studio = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return new(studio.Split('+')[0], RuntimeInformation.FrameworkDescription, log.Sqlite, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{migration} · {log.Schema}"), Engine.Numerics.Kernel.Id);
    }
}
