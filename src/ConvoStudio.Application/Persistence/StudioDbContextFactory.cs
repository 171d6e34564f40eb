using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ConvoStudio.Application.Persistence;

/// <summary>Used by <c>dotnet ef</c> only; never opens a file of a running studio.</summary>
internal sealed class StudioDbContextFactory : IDesignTimeDbContextFactory<StudioDbContext>
{
    public StudioDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<StudioDbContext>().UseSqlite("Data Source=:memory:").Options);
}
