using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Hosting;

/// <summary>studio.db until the data layer registers itself: the lead swaps this class for it.</summary>
public static class StudioStorage
{
    public static void AddStudioDatabase(this WebApplicationBuilder builder)
    {
        var folder = new DataFolder(builder.Configuration[DataFolder.Setting]!);
        builder.Services.AddPooledDbContextFactory<StudioDbContext>(options => options.UseSqlite($"Data Source={folder.StudioDatabase}"));
        builder.Services.AddScoped(services => services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContext());
    }

    /// <summary>Creates or brings up to date the database.</summary>
    public static async Task PrepareAsync(IServiceProvider services)
    {
        await using var database = await services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
        await database.Database.EnsureCreatedAsync();
    }
}
