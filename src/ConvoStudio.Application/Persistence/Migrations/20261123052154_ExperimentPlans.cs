using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoStudio.Application.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ExperimentPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Conclusion",
                table: "Experiments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Notes",
                table: "Experiments",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Plan",
                table: "Experiments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StatusReason",
                table: "Experiments",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Retired",
                table: "ExperimentArm",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "RetiredReason",
                table: "ExperimentArm",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Conclusion",
                table: "Experiments");

            migrationBuilder.DropColumn(
                name: "Notes",
                table: "Experiments");

            migrationBuilder.DropColumn(
                name: "Plan",
                table: "Experiments");

            migrationBuilder.DropColumn(
                name: "StatusReason",
                table: "Experiments");

            migrationBuilder.DropColumn(
                name: "Retired",
                table: "ExperimentArm");

            migrationBuilder.DropColumn(
                name: "RetiredReason",
                table: "ExperimentArm");
        }
    }
}
